import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** A thread's script with all that it imports, compiled: Node runs no TypeScript, and tests run without a build. */
export interface CompiledWorker {
  readonly url: URL;
  remove(): void;
}

/** Compiles a source file and its imports into a temporary folder, without type checks. */
export function compileWorker(entry: string): CompiledWorker {
  const folder = mkdtempSync(join(tmpdir(), 'reveille-worker-'));
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    experimentalDecorators: true,
  };
  const seen = new Set<string>();
  const compile = (source: string): string => {
    const target = join(folder, relative(REPOSITORY, source)).replace(/\.ts$/, '.js');
    if (seen.has(source)) return target;
    seen.add(source);
    const { outputText } = ts.transpileModule(readFileSync(source, 'utf8'), { compilerOptions });
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
    for (const { fileName } of ts.preProcessFile(outputText).importedFiles) {
      if (fileName.startsWith('.')) compile(resolve(dirname(source), fileName.replace(/\.js$/, '.ts')));
    }
    return target;
  };
  return {
    url: pathToFileURL(compile(join(REPOSITORY, entry))),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
