import { BootFileSource, noSuchFile, spellAmong } from '../../src/boot-files/boot-file-source.port.js';
import type { BootFileLookup } from '../../src/boot-files/boot-file.js';
import { memoryFile } from '../../src/boot-files/boot-file.js';
import { HandedOut } from '../../src/boot-files/fetches/handed-out.js';

/** A source that has these texts, and says what was looked for. */
export class TextSource extends BootFileSource {
  readonly looked: string[] = [];

  constructor(
    readonly texts: Readonly<Record<string, string>>,
    override readonly label = 'texts',
  ) {
    super();
  }

  override find(name: string): Promise<BootFileLookup> {
    this.looked.push(name);
    const text = this.texts[name];
    return Promise.resolve(
      text === undefined ? noSuchFile(`no ${name}`) : { kind: 'found', file: memoryFile(name, text) },
    );
  }

  override spell(name: string): Promise<string | undefined> {
    return Promise.resolve(spellAmong(Object.keys(this.texts), name));
  }

  override names(): Promise<readonly string[]> {
    return Promise.resolve(Object.keys(this.texts));
  }
}

/** A source that answers everything alike. */
export class OneAnswerSource extends TextSource {
  constructor(private readonly answer: BootFileLookup) {
    super({});
  }

  override find(name: string): Promise<BootFileLookup> {
    this.looked.push(name);
    return Promise.resolve(this.answer);
  }
}

/** Nothing was handed out yet, and nothing is kept over a restart. */
export function nothingHandedOut(): HandedOut {
  return new HandedOut({ add: () => Promise.resolve(), removeOf: () => Promise.resolve() }, []);
}
