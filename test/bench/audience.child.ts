import type { Order } from './audience.ts'
import { Check } from './check.ts'
import { serveOrders } from './child.ts'
import { publish } from './publish.ts'
import { Readers } from './readers.ts'

const readers = new Readers()
let check: Check | undefined

serveOrders((order: Order): unknown => {
  switch (order.kind) {
    case 'join': {
      const { port, count, requests } = order.join
      check = order.check ? new Check(readers, count) : undefined
      return readers.join(port, count, requests)
    }
    case 'settle':
      return readers.settle(order.quietMs)
    case 'publish':
      return publish(readers, order.publish)
    case 'checked':
      return check?.result()
    case 'leave':
      return readers.leave()
  }
})
