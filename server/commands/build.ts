import { buildClient, clientRoot } from '../build-client.ts'

await buildClient({ ifStale: false })
process.stdout.write(`The client is in ${clientRoot}\n`)
