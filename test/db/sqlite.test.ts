import { sqliteFile } from './sqlite-file.ts'
import { storeContract } from './store.contract.ts'

storeContract('SQLite', sqliteFile)
