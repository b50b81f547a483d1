import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    maxWorkers: 2,
    // Without a database or a subprocess a test that needs more than this is wrong, not slow.
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/*.test.ts'],
          exclude: ['**/*.files.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          // Without a server, but with many real files, books or processes.
          name: 'files',
          include: ['src/**/*.files.test.ts', 'test/scenarios/**/*.test.ts'],
          testTimeout: 400_000,
          hookTimeout: 400_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'stores',
          include: ['test/stores/**/*.test.ts'],
          globalSetup: ['test/postgres.ts'],
          testTimeout: 400_000,
          hookTimeout: 400_000,
        },
      },
      {
        extends: true,
        test: {
          // The door of a book, without a socket.
          name: 'api',
          include: ['test/api/**/*.test.ts'],
          globalSetup: ['test/postgres.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'cli',
          include: ['test/cli/**/*.test.ts'],
          globalSetup: ['test/postgres.ts'],
          testTimeout: 400_000,
          hookTimeout: 400_000,
        },
      },
      {
        extends: true,
        test: {
          // Whole servers in processes of their own.
          name: 'server',
          include: ['test/server/**/*.test.ts'],
          globalSetup: ['test/postgres.ts'],
          testTimeout: 400_000,
          hookTimeout: 400_000,
        },
      },
      {
        extends: true,
        test: {
          // People at the screens of a whole server, in a real browser.
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
