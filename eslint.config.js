import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Who may import whom (docs/architecture.md). Each row: a room, what it may not import, and the sentence that says so. */
const ZONES = [
  {
    target: './src/values',
    from: './src',
    except: ['./values'],
    message: 'values/ imports nothing but values.',
  },
  {
    target: './src/wire',
    from: './src',
    except: ['./wire', './values'],
    message: 'wire/ turns bytes into packets and back: it imports values/ only.',
  },
  {
    target: './src/boot',
    from: './src',
    except: ['./boot', './values'],
    message: 'boot/ decides what a machine boots: it imports values/ only.',
  },
  {
    target: './src/responders/**/*.decision.ts',
    from: './src',
    except: ['./values', './wire', './boot', './responders', './journal/silence.table.ts'],
    message: 'A decision is pure: it imports values/, wire/, boot/ and the verdict.',
  },
  ...['rarp', 'bootp', 'tftp'].map((own) => ({
    target: `./src/responders/${own}`,
    from: './src/responders',
    except: [
      `./${own}`,
      './exchange.ts',
      './verdict.ts',
      './interface-ports.ts',
      './responder-status.ts',
      './responder-status.module.ts',
    ],
    message: 'Responders never import each other; what they share stands beside them in responders/.',
  })),
  {
    target: './src/responders',
    from: './src/inventory',
    except: ['./machine-directory.ts', './inventory.module.ts'],
    message: 'Responders see the inventory only through machine-directory.',
  },
  {
    target: './src/responders',
    from: './src',
    except: [
      './responders',
      './values',
      './wire',
      './boot',
      './net',
      './journal',
      './boot-files',
      './inventory',
      './settings',
      './logging',
    ],
    message: 'Responders import wire, boot, net, journal, boot-files, settings, logging and machine-directory.',
  },
  {
    target: './src/net',
    from: './src',
    except: ['./net', './values', './wire', './settings', './logging'],
    message: 'net/ is the wire’s edge and knows no feature.',
  },
  {
    target: './src/api',
    from: './src/wire',
    message: 'REST never looks at packets; ask a feature.',
  },
];

const PURE = [
  'src/values/**/*.ts',
  'src/wire/**/*.ts',
  'src/boot/**/*.ts',
  'src/**/*.decision.ts',
  'src/**/*.render.ts',
];

const ENVIRONMENT_RULE = { object: 'process', property: 'env', message: 'Only settings/ reads the environment.' };

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'data/**', 'coverage/**', 'bench/data/**', 'bench/results/**'] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: ZONES }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Abstract classes are our injection tokens: an object of the same shape is what they ask for.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
      ],
    },
  },
  {
    files: ['src/*/**/*.ts'],
    ignores: PURE,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ regex: '/app\\.module\\.js$', message: 'Nobody imports the composition root but its entries.' }],
        },
      ],
    },
  },
  {
    files: ['src/!(settings)/**/*.ts', 'src/*.ts'],
    rules: {
      'no-restricted-properties': ['error', ENVIRONMENT_RULE],
    },
  },
  {
    files: PURE,
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(node:(?!buffer$)|@nestjs/|typeorm$|sqlite3$|koffi$)',
              message: 'Pure code does no I/O and knows no framework.',
            },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        ...[
          'process',
          'setTimeout',
          'setInterval',
          'setImmediate',
          'queueMicrotask',
          'performance',
          'fetch',
          'crypto',
        ].map((name) => ({
          name,
          message: 'Pure code takes time, randomness and the environment as arguments.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        ENVIRONMENT_RULE,
        { object: 'Date', property: 'now', message: 'Time is an argument (Instant).' },
        { object: 'Math', property: 'random', message: 'Randomness is an argument.' },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['*.config.ts', '**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
