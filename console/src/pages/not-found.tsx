import { Link } from 'wouter';
import { Empty } from '../parts/empty';
import { Page } from '../parts/page';

export function NotFoundPage() {
  return (
    <Page title="No such page">
      <Empty
        icon="search"
        title="There is no page at this address"
        action={<Link href="/machines">To the machines</Link>}
      >
        It may have been written wrongly, or what it showed was deleted.
      </Empty>
    </Page>
  );
}
