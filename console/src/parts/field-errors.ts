import { problemOf } from '../client/problem';

const asSentence = (reason: string): string => reason.charAt(0).toUpperCase() + reason.slice(1);

/** `pools[0].from` below `pools` → `[0].from`; undefined when it is not below. */
function below(field: string, parent: string): string | undefined {
  if (!field.startsWith(parent)) return undefined;
  const rest = field.slice(parent.length);
  return rest === '' || rest.startsWith('[') || rest.startsWith('.') ? rest : undefined;
}

/** `[1]` → `No. 2: `; people count from one. `.bios` → `bios: ` */
function position(rest: string): string {
  const [, index, key] = /^(?:\[(\d+)\])?\.?(.*)$/.exec(rest) ?? [];
  const words = [index === undefined ? '' : `No. ${Number(index) + 1}`, key ?? ''].filter((word) => word !== '');
  return words.length === 0 ? '' : `${words.join(' ')}: `;
}

/** The appliance's errors, shared out among the fields of a form; what has no field there is left for the form's foot. */
export class FieldErrors {
  private readonly errors: readonly { readonly field: string; readonly reason: string }[];

  /** `shown`: the names of the fields that the form asks for. */
  constructor(
    private readonly error: unknown,
    private readonly shown: RegExp,
  ) {
    this.errors = error === null ? [] : (problemOf(error).errors ?? []);
  }

  /** What is wrong with exactly this field. */
  at(field: string): string | undefined {
    return this.words(field, (rest) => rest === '');
  }

  /** What is wrong with a field that holds several values, with each value's place. */
  within(field: string): string | undefined {
    return this.words(field, () => true);
  }

  /** Errors of the whole record, or of what the form does not show. */
  get left(): readonly { readonly field: string; readonly reason: string }[] {
    return this.errors.filter(({ field }) => !this.shown.test(field));
  }

  /** True when every error stands at its field, so that there is nothing more to tell. */
  get allShown(): boolean {
    return this.error === null || (this.errors.length > 0 && this.left.length === 0);
  }

  private words(field: string, fits: (rest: string) => boolean): string | undefined {
    const words = this.errors.flatMap((error) => {
      const rest = below(error.field, field);
      if (rest === undefined || !fits(rest)) return [];
      const place = position(rest);
      return [place === '' ? asSentence(error.reason) : `${place}${error.reason}`];
    });
    return words.length === 0 ? undefined : words.join('. ');
  }
}
