import type { ProfileInput } from '../inventory/profiles/profile.schema.js';

/** How to make a profile of what a distribution publishes for booting from the network. Data, nothing else. */
export interface Recipe {
  /** Also the name of the profile, and of the folder below the boot file root. */
  readonly name: string;
  readonly description: string;
  /** Where the files are, unless the operator says otherwise: a URL or a folder of this host. */
  readonly from: string;
  readonly files: readonly RecipeFile[];
  /** Lists of SHA-256 sums: where they may lie, from `from`, and what stands before our paths in them. */
  readonly sums: readonly { readonly list: string; readonly before: string }[];
  /** What the command line needs to know of the tree: a word for it, the texts that say it, how they write it. */
  readonly finds?: readonly {
    readonly word: string;
    readonly in: readonly string[];
    /** Its first group is what is found. */
    readonly pattern: RegExp;
    readonly otherwise: string;
  }[];
  /** In the command line, `[tree]`, `[tree:…]` and the words of `finds` are filled in (`fillCommandLine`). */
  readonly profile: Pick<Partial<ProfileInput>, 'commandLine' | 'loaders' | 'files'> & {
    readonly kernel: string;
    readonly initrds: readonly string[];
  };
}

export interface RecipeFile {
  /** Its path from `from`. */
  readonly path: string;
  /** Its name in the folder of the recipe. */
  readonly name: string;
}
