import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

interface EmptyProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** There is nothing here yet: why, and what to do about it. */
export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div className="empty">
      <span className="empty-mark">
        <Icon name={icon} size={26} />
      </span>
      <h2>{title}</h2>
      <div className="empty-words">{children}</div>
      {action}
    </div>
  );
}
