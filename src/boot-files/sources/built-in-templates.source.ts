import { BootFileSource, noSuchFile, spellAmong } from '../boot-file-source.port.js';
import { memoryFile, type BootFileLookup, type MemoryFile } from '../boot-file.js';
import { BUILT_IN_TEMPLATES } from './built-in-template.table.js';

/** The templates that come with the appliance. */
export class BuiltInTemplatesSource extends BootFileSource {
  override readonly label = 'built-in';
  private readonly files: ReadonlyMap<string, MemoryFile> = new Map(
    Object.entries(BUILT_IN_TEMPLATES).map(([name, text]) => [name, memoryFile(name, text)]),
  );

  override find(name: string): Promise<BootFileLookup> {
    const file = this.files.get(name);
    return Promise.resolve(file === undefined ? noSuchFile(`${name} is not built in`) : { kind: 'found', file });
  }

  override spell(name: string): Promise<string | undefined> {
    return Promise.resolve(spellAmong(this.files.keys(), name));
  }

  override names(): Promise<readonly string[]> {
    return Promise.resolve([...this.files.keys()]);
  }
}
