import { svelte } from '@sveltejs/vite-plugin-svelte'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname

// Every test server has a database thread of its own, which would compile the same files each time.
process.env.NODE_COMPILE_CACHE ??= resolve(root, '../node_modules/.cache/compiled')

/**
 * What needs a browser or a server process of its own runs last and one file after another: on two
 * cores, two of them at once would only be in each other's way.
 */
export default defineConfig({
  cacheDir: '../node_modules/.vite',
  test: {
    root,
    projects: [
      {
        test: {
          root,
          name: 'node',
          // No test leaves anything in a module, so files share a worker: half the time.
          isolate: false,
          include: ['*.test.ts', '{core,live,db,http,support}/**/*.test.ts'],
          testTimeout: 10_000,
        },
      },
      {
        plugins: [svelte({ configFile: false })],
        // Without it a test gets Svelte's server half, where nothing mounts and no effect runs.
        resolve: { conditions: ['browser'] },
        test: {
          root,
          name: 'client',
          include: ['client/**/*.test.ts'],
          environment: 'happy-dom',
          testTimeout: 10_000,
        },
      },
      {
        test: {
          root,
          name: 'e2e',
          include: ['{crash,crowd,e2e}/**/*.test.ts'],
          globalSetup: ['support/e2e-setup.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
