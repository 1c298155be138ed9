import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Says which files a page needs, so that whoever serves it can preload them with the document.
    manifest: true,
    // Our oldest browsers preload modules themselves; the polyfill would cost every phone 0.4 kB.
    modulePreload: { polyfill: false },
    // An inlined asset would be a data: address, which the content security policy refuses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      treeshake: {
        // Svelte's package does not say that its files do nothing when imported, so all that any
        // page uses of the runtime, and a class for custom elements that none does, would load with
        // every page: 2 kB of a phone's 30.
        moduleSideEffects: [{ test: /svelte.src.internal.client/, sideEffects: false }],
      },
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          // Few files, each of things that are needed together: left alone, the bundler makes thirty,
          // and a phone would pay 2 kB of gzip headers. A list that has gone stale costs bytes only.
          groups: [
            { name: 'forms', test: /svelte.*bindings.(?!this|shared)/ },
            { name: 'runtime', test: /node_modules.(svelte|esm-env|clsx)/ },
            { name: 'match', test: /parts.(match-words|headline|ClockFace|Scoreboard)|live.now/ },
            {
              name: 'phone',
              test: /core.(colours|update)|client.(api|live.(topic|backoff|refusal)|parts.(Brand|PageBar|Connection|Option(?!List)|marks|Bar|Result(?!sC)))/,
            },
          ],
        },
      },
    },
  },
  server: { fs: { allow: ['..'] } },
})
