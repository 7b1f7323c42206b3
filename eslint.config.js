import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** The pure files that the responders' decisions are made of. */
const PARTS_OF_DECISIONS = [
  'responders/verdict.ts',
  'responders/offer-attempt.ts',
  'responders/bootp/boot-fields.ts',
  'responders/bootp/bootp-verdict.ts',
  'responders/bootp/client-facts.ts',
  'responders/bootp/echo-options.ts',
  'responders/bootp/firmware-quirk.table.ts',
  'responders/bootp/offer-strategy.table.ts',
  'responders/bootp/proxy-facts.ts',
  'responders/bootp/pxe-reply.ts',
  'responders/bootp/read-fingerprint.ts',
  'responders/bootp/dhcp-answers.ts',
  'responders/bootp/lease-times.ts',
  'responders/bootp/decline-of-anothers.ts',
  'responders/bootp/lease-holder.ts',
  'responders/bootp/rapid-commit.ts',
  'responders/bootp/option-codes.ts',
  'responders/bootp/pool-client.ts',
  'responders/bootp/pool.decision.ts',
  'responders/bootp/read-boot-request.ts',
  'responders/bootp/reply-destination.ts',
  'responders/bootp/reply-options.ts',
  'responders/bootparams/answer-bootparam.ts',
  'responders/bootparams/read-rpc-question.ts',
  'responders/address-claim.ts',
  'responders/rarp/hypervisor.table.ts',
  'responders/tftp/client-terms.ts',
  'responders/tftp/read-transfer.ts',
  'responders/tftp/retransmission-timer.ts',
  'responders/tftp/transfer-outcome.ts',
  'responders/tftp/write-transfer.ts',
];

/** The leases in memory, which decisions read. */
const PURE_ADDRESSING = [
  'addressing/allocate-address.ts',
  'addressing/lapse-heap.ts',
  'addressing/lease-book.ts',
  'addressing/lease-list.ts',
  'addressing/lease.ts',
  'addressing/network-leases.ts',
  'addressing/pool-ranges.ts',
];

/** What the boot server shares with bootp/; paths are below responders/. */
const MESSAGES_OF_PORT_67 = [
  'responders/bootp/bootp-event.render.ts',
  'responders/bootp/identify-client.ts',
  ...PARTS_OF_DECISIONS.filter((path) => path.startsWith('responders/bootp/')),
].map((path) => path.replace('responders/', './'));

/** Everything under src/ but these rooms and files; paths are below src/. */
const nothingBut = (...except) => ({ from: './src', except: except.map((path) => `./${path}`) });

/** How REST's answers look. */
const VIEWS = [
  'access/audit/audit.schema.ts',
  'access/tokens/token.schema.ts',
  'addressing/lease.view.ts',
  'boot-files/listing/boot-file.view.ts',
  'explain/explain.schema.ts',
  'forensics/boots.schema.ts',
  'forensics/diagnosis.schema.ts',
  'installs/install.schema.ts',
  'inventory/import/import.schema.ts',
  'inventory/machines/bulk.schema.ts',
  'inventory/machines/machine.view.ts',
  'inventory/networks/network.view.ts',
  'inventory/profiles/profile.view.ts',
  'journal/timeline.view.ts',
  'probe/probe.schema.ts',
  'recipes/recipe.schema.ts',
  'responders/arp/arp.schema.ts',
  'sightings/sighting.schema.ts',
  'webhooks/webhook.schema.ts',
  'webhooks/webhook-event.ts',
];

/** Who may import whom (docs/architecture.md). Each row: a room, what it may import, and the sentence that says so. */
const ZONES = [
  {
    target: './src/values',
    ...nothingBut('values'),
    message: 'values/ imports nothing but values.',
  },
  {
    target: './src/wire',
    ...nothingBut('wire', 'values'),
    message: 'wire/ turns bytes into packets and back: it imports values/ only.',
  },
  {
    target: './src/boot',
    ...nothingBut('boot', 'values'),
    message: 'boot/ decides what a machine boots: it imports values/ only.',
  },
  {
    target: './src/templates',
    ...nothingBut('templates', 'values'),
    message: 'templates/ says what templates may use, and what is wrong with one: it imports values/ only.',
  },
  {
    target: './src/inventory',
    ...nothingBut('inventory', 'values', 'boot', 'database', 'api', 'templates', 'wire/dhcp/dhcp-option.table.ts'),
    message:
      'inventory/ imports values, boot, database, api, templates and the table of DHCP options; it never looks at packets.',
  },
  {
    target: './src/import-watch',
    ...nothingBut(
      'import-watch',
      'settings',
      'logging',
      'inventory/import',
      'inventory/inventory.module.ts',
      'inventory/machine-directory.ts',
    ),
    message: 'import-watch/ imports settings, logging, machine-directory and the import of the inventory.',
  },
  {
    target: PURE_ADDRESSING.map((path) => `./src/${path}`),
    ...nothingBut('values', 'boot', ...PURE_ADDRESSING),
    message: 'The leases in memory are pure: they import values/ and boot/.',
  },
  {
    target: './src/addressing',
    ...nothingBut(
      'addressing',
      'values',
      'boot',
      'database',
      'api',
      'settings',
      'logging',
      'inventory/machine-directory.ts',
      'inventory/networks/pool-uses.ts',
      'wire/dhcp/describe-relay-agent.ts',
      'inventory/inventory.module.ts',
      'inventory/fields.schema.ts',
    ),
    message:
      'addressing/ imports values, boot, database, api, settings, logging, machine-directory and how REST reads addresses.',
  },
  {
    target: './src/boot-files',
    ...nothingBut(
      'boot-files',
      'values',
      'boot',
      'templates',
      'api',
      'database',
      'settings',
      'logging',
      'inventory/machine-directory.ts',
      'inventory/inventory.module.ts',
      'addressing/address-owners.ts',
      'addressing/addressing.module.ts',
      'journal/silence.table.ts',
      'wire/tftp/tftp-error.table.ts',
    ),
    message:
      'boot-files/ imports values, boot, templates, api, database, settings, logging, machine-directory, the owners of addresses and the tables of silence and of TFTP errors.',
  },
  {
    target: './src/journal',
    ...nothingBut(
      'journal',
      'values',
      'api',
      'settings',
      'logging',
      'database/database.ts',
      'inventory/machine-directory.ts',
      'inventory/inventory.module.ts',
      'inventory/fields.schema.ts',
    ),
    message:
      'journal/ imports values, api, settings, logging, the Database, machine-directory and how REST reads MACs and ids.',
  },
  {
    target: './src/forensics',
    ...nothingBut(
      'forensics',
      'values',
      'boot',
      'api',
      'net',
      'logging',
      'boot-files',
      'clock',
      'journal',
      'inventory/machine-directory.ts',
      'inventory/inventory.module.ts',
      'inventory/fields.schema.ts',
      'responders/responder-status.ts',
      'responders/responder-status.module.ts',
      'responders/other-servers/other-servers.responder.ts',
      'responders/other-servers/other-servers.module.ts',
    ),
    message:
      'forensics/ reads what the others noted: it imports values, boot, api, net, logging, boot-files, clock, journal, machine-directory, the state of the responders and who else answers.',
  },
  {
    target: './src/explain',
    ...nothingBut(
      'explain',
      'values',
      'wire',
      'boot',
      'api',
      'net',
      'boot-files',
      'responders',
      'journal/sentence.render.ts',
      'journal/silence.table.ts',
      'inventory/machine-directory.ts',
      'inventory/inventory.module.ts',
      'inventory/fields.schema.ts',
    ),
    message:
      'explain/ asks the responders what they would answer: it imports values, wire, boot, api, net, boot-files, responders, machine-directory and the words of the journal.',
  },
  {
    target: './src/probe',
    ...nothingBut(
      'probe',
      'values',
      'api',
      'net',
      'settings',
      'inventory/fields.schema.ts',
      'wire/dhcp/npm-dictionary.ts',
      'wire/dhcp/option-text.ts',
      'wire/pxe',
    ),
    message:
      'probe/ plays a client that is not ours: it imports values, api, net, settings, how REST reads MACs, the dictionary of its package, and what option 43 says.',
  },
  {
    target: './src/webhooks',
    ...nothingBut(
      'webhooks',
      'values',
      'api',
      'database',
      'logging',
      'version.ts',
      'journal/journal.port.ts',
      'journal/journal.module.ts',
      'journal/sentence.render.ts',
      'journal/silence.table.ts',
    ),
    message:
      'webhooks/ tells others what happens: it imports values, api, database, logging, the version, the journal’s port and its words.',
  },
  {
    target: './src/capture',
    ...nothingBut(
      'capture',
      'values',
      'wire',
      'boot',
      'api',
      'net',
      'settings',
      'version.ts',
      'addressing',
      'forensics',
      'journal',
      'inventory/machine-directory.ts',
      'inventory/inventory.module.ts',
    ),
    message:
      'capture/ keeps packets and tells what was said about them: it imports values, wire, api, net, settings, addressing, forensics, journal and machine-directory.',
  },
  {
    target: './src/replay',
    ...nothingBut(
      'replay',
      'values',
      'wire',
      'clock',
      'net',
      'journal/journal.port.ts',
      'journal/sentence.render.ts',
      'forensics',
      'inventory',
    ),
    message:
      'replay/ plays captures: it imports values, wire, clock, net, the journal’s port and its words, forensics and inventory.',
  },
  {
    target: './src/clock',
    ...nothingBut('clock', 'values'),
    message: 'clock/ imports values only.',
  },
  {
    target: './src/decode',
    ...nothingBut('decode', 'api', 'wire/print'),
    message: 'decode/ prints packets for REST: it imports api and wire/print.',
  },
  {
    target: './src/installs',
    ...nothingBut(
      'installs',
      'values',
      'boot',
      'api',
      'database',
      'inventory',
      'logging',
      'journal/journal.port.ts',
      'journal/journal.module.ts',
      'journal/silence.table.ts',
    ),
    message: 'installs/ imports values, boot, api, database, inventory, logging and the journal’s port.',
  },
  {
    target: './src/recipes',
    ...nothingBut('recipes', 'values', 'api', 'inventory', 'settings'),
    message: 'recipes/ imports values, api, inventory and settings.',
  },
  {
    target: './src/net',
    ...nothingBut('net', 'values', 'wire', 'settings'),
    message: 'net/ is the wire’s edge and knows no feature: it imports values, wire and settings.',
  },
  {
    target: ['responders/**/*.decision.ts', ...PARTS_OF_DECISIONS].map((path) => `./src/${path}`),
    ...nothingBut('values', 'wire', 'boot', 'journal/silence.table.ts', ...PURE_ADDRESSING, ...PARTS_OF_DECISIONS),
    message:
      'A decision is pure: it imports values/, wire/, boot/, the verdict, the leases in memory and the pure parts of decisions.',
  },
  ...['rarp', 'arp', 'bootp', 'boot-server', 'other-servers', 'tftp', 'http-boot', 'bootparams'].map((own) => ({
    target: `./src/responders/${own}`,
    from: './src/responders',
    except: [
      `./${own}`,
      ...(own === 'boot-server' ? MESSAGES_OF_PORT_67 : []),
      './exchange.ts',
      './address-claim.ts',
      './answer-times.ts',
      './dropped-options.ts',
      './verdict.ts',
      './delayed-answers.ts',
      './kept-text.ts',
      './interface-ports.ts',
      './offer-attempt.ts',
      './offer-attempts.ts',
      './offer-attempts.module.ts',
      './responder-status.ts',
      './responder-status.module.ts',
    ],
    message:
      'Responders never import each other; what they share stands beside them in responders/. Port 4011 alone shares the pure parts of the decisions of port 67, whose messages it speaks.',
  })),
  {
    target: './src/responders',
    ...nothingBut(
      'responders',
      'values',
      'wire',
      'boot',
      'net',
      'boot-files',
      'addressing',
      'settings',
      'logging',
      'clock/clock.port.ts',
      'journal/journal.port.ts',
      'journal/journal.module.ts',
      'journal/silence.table.ts',
      'inventory/machine-directory.ts',
      'inventory/inventory.module.ts',
      'vendors',
      'api/problem.ts',
      'api/strict-object.ts',
      'api/docs/operation.decorator.ts',
      'offer-strategies/offer-strategies.port.ts',
      'offer-strategies/offer-strategies.module.ts',
      'personalities/personalities.port.ts',
      'personalities/personalities.module.ts',
      'personalities/personality.ts',
      'api/readiness.ts',
      'api/health.module.ts',
    ),
    message:
      'Responders import values, wire, boot, net, boot-files, addressing, settings, logging, the journal’s port, machine-directory, vendors, health and how REST routes are described.',
  },
  {
    target: './src/personalities',
    ...nothingBut(
      'personalities',
      'values',
      'database',
      'api',
      'logging',
      'inventory/machine-directory.ts',
      'inventory/inventory.module.ts',
      'wire/dhcp/dhcp-option.table.ts',
    ),
    message:
      'personalities/ imports values, database, api, logging, machine-directory and the table of DHCP options; it never looks at packets.',
  },
  {
    target: './src/offer-strategies',
    ...nothingBut('offer-strategies', 'values', 'boot', 'database', 'api', 'logging'),
    message: 'offer-strategies/ imports values, boot, database, api and logging; it never looks at packets.',
  },
  {
    target: './src/database',
    ...nothingBut('database', 'values', 'settings', 'logging', 'api/readiness.ts', 'api/health.module.ts'),
    message: 'database/ knows no feature: it imports values, settings, logging, and the readiness that it reports to.',
  },
  {
    target: './src/api',
    ...nothingBut('api', 'values', 'settings', 'database/database-problem.ts'),
    message:
      'api/ knows no feature and never looks at packets: it imports values, settings and the database’s problem.',
  },
  {
    target: './src/console',
    ...nothingBut('console'),
    message: 'console/ serves the files of the web console and knows no feature.',
  },
  {
    target: './src/vendors',
    ...nothingBut('vendors', 'values'),
    message: 'vendors/ knows the makers of network cards and imports values only.',
  },
  {
    target: './src/sightings',
    ...nothingBut(
      'sightings',
      'values',
      'api',
      'database',
      'inventory',
      'logging',
      'vendors',
      'journal/journal.port.ts',
      'journal/journal.module.ts',
    ),
    message: 'sightings/ imports values, api, database, inventory, logging, vendors and the journal’s port.',
  },
  {
    target: './src/access',
    ...nothingBut('access', 'values', 'api', 'database'),
    message: 'access/ says who may use REST and keeps what they did: it imports values, api and database.',
  },
  {
    target: './src/self-test',
    ...nothingBut(
      'self-test',
      'settings',
      'net/net-problem.ts',
      'net/linux/port-holder.ts',
      'boot-files/sources/system-loader.table.ts',
    ),
    message: 'self-test/ looks at the host: it imports settings, who holds ports, and the table of boot loaders.',
  },
  {
    target: './src/backup',
    ...nothingBut(
      'backup',
      'api',
      'settings',
      'logging',
      'version.ts',
      'database/database-files.ts',
      'database/sqlite-copy.ts',
    ),
    message: 'backup/ imports api, settings, logging, the version, and the files of SQLite.',
  },
  {
    target: './src/commands',
    ...nothingBut(
      'commands',
      'values',
      'settings',
      'main.ts',
      'replay.ts',
      'replay',
      'wire/print',
      'version.ts',
      'backup/restore-backup.ts',
      'self-test',
      'boot/boot-files.ts',
      'api/problem.ts',
      'api/paging.ts',
      'api/caller.ts',
      ...VIEWS,
    ),
    message:
      'commands/ asks the appliance by REST: it imports values, settings, and how REST’s answers look; of wire only what prints packets.',
  },
  {
    target: './src/metrics',
    ...nothingBut(
      'metrics',
      'values',
      'api/docs/operation.decorator.ts',
      'version.ts',
      'addressing',
      'database/database.ts',
      'database/lease-database.ts',
      'inventory/machine-directory.ts',
      'inventory/inventory.module.ts',
      'journal/journal.port.ts',
      'journal/journal.module.ts',
      'journal/persistent-journal.ts',
      'responders/answer-times.ts',
      'responders/dropped-options.ts',
      'responders/responder-status.ts',
      'responders/responder-status.module.ts',
      'responders/tftp/tftp.module.ts',
      'responders/tftp/tftp.responder.ts',
      'responders/http-boot/http-boot.module.ts',
      'responders/http-boot/http-boot.responder.ts',
    ),
    message:
      'metrics/ asks features for their numbers: it imports values, addressing, the databases, the directory, the journal, and the responders that count.',
  },
  {
    target: './src/settings',
    ...nothingBut('settings', 'values'),
    message: 'settings/ imports values only.',
  },
  {
    target: './src/logging',
    ...nothingBut('logging', 'values', 'settings'),
    message: 'logging/ imports values and settings.',
  },
  {
    target: './console',
    from: './src',
    message: 'The web console knows the appliance by REST only: it imports nothing of src/.',
  },
];

const PURE = [
  'src/values/**/*.ts',
  'src/wire/**/*.ts',
  'src/boot/**/*.ts',
  'src/**/*.render.ts',
  'src/**/*.decision.ts',
  ...[...PARTS_OF_DECISIONS, ...PURE_ADDRESSING].map((path) => `src/${path}`),
  'src/journal/silence.table.ts',
  'src/forensics/!(forensics.module).ts',
  'src/forensics/rules/*.ts',
  'src/boot-files/confine-path.ts',
  'src/boot-files/wanted-names.ts',
  'src/boot-files/optional-file.table.ts',
  'src/boot-files/render/template-context.ts',
  'src/templates/**/*.ts',
  'src/inventory/**/*.schema.ts',
  'src/inventory/**/check-*.ts',
  'src/inventory/import/read-*.ts',
  'src/inventory/import/file-line.ts',
  'src/inventory/import/gather-machines.ts',
  'src/inventory/import/plan-import.ts',
  'src/inventory/written-option.ts',
  'src/inventory/nic-identifiers.ts',
  'src/inventory/machines/nic-details.ts',
  'src/inventory/machine-directory.ts',
  'src/inventory/in-memory-directory.ts',
];

const SYNTAX_RULES = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
];

const ENVIRONMENT_RULE = { object: 'process', property: 'env', message: 'Only settings/ reads the environment.' };

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'data/**', 'coverage/**', 'bench/data/**', 'bench/results/**'] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          project: ['./tsconfig.json', './console/tsconfig.json'],
          noWarnOnMultipleProjects: true,
        }),
      ],
    },
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
      'no-restricted-syntax': ['error', ...SYNTAX_RULES],
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
      'no-restricted-syntax': [
        'error',
        ...SYNTAX_RULES,
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
          message: 'Time is an argument (Instant).',
        },
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
    files: ['**/*.config.ts', '**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
