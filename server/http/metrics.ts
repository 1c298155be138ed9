import type { Context, Middleware } from 'koa'
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client'
import type { Hub } from '../live/hub.ts'
import type { StreamLimits } from './stream-limits.ts'

/** A figure that its owner keeps anyway, and that is looked up when somebody asks. */
interface Figure {
  name: string
  help: string
  /** `counter`: it only rises. */
  kind: 'gauge' | 'counter'
  read: () => number
}

const streamFigures = (hub: Hub, limits: StreamLimits): Figure[] => [
  {
    name: 'tallycast_streams',
    help: 'Streams that are open',
    kind: 'gauge',
    read: () => hub.size,
  },
  {
    name: 'tallycast_streams_behind',
    help: 'Streams that have not yet taken what was written',
    kind: 'gauge',
    read: () => hub.behind,
  },
  {
    name: 'tallycast_streams_stalled_total',
    help: 'Streams cut because they took nothing for half a minute',
    kind: 'counter',
    read: () => hub.stalled,
  },
  {
    name: 'tallycast_streams_rotated_total',
    help: 'Streams ended after 20 to 30 minutes, to be opened anew',
    kind: 'counter',
    read: () => hub.counts.rotated,
  },
  {
    name: 'tallycast_streams_refused_total',
    help: 'Streams turned away because too many were open',
    kind: 'counter',
    read: () => limits.refused,
  },
  {
    name: 'tallycast_frames_total',
    help: 'Frames written to streams, openings and pings too',
    kind: 'counter',
    read: () => hub.counts.frames,
  },
  {
    name: 'tallycast_fanout_seconds_total',
    help: 'Time spent on making frames and writing them to streams',
    kind: 'counter',
    read: () => hub.spentMs / 1000,
  },
]

/** Over HTTP/2 a method is any word, and each would be remembered for good. */
const methodOf = ({ method }: Context): string =>
  /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(method) ? method : 'other'

/** What operators ask for. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #requests: Counter<'method' | 'status'>
  #collecting = false

  constructor({ hub, limits }: { hub: Hub; limits: StreamLimits }) {
    this.#requests = new Counter({
      name: 'tallycast_requests_total',
      help: 'Requests answered, streams not counted',
      labelNames: ['method', 'status'],
      registers: [this.#registry],
    })
    for (const figure of streamFigures(hub, limits)) this.#show(figure)
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  text(): Promise<string> {
    // From the first question on: the process's own figures cost it observers that never stop.
    if (!this.#collecting) collectDefaultMetrics({ register: this.#registry })
    this.#collecting = true
    return this.#registry.metrics()
  }

  middleware(): Middleware {
    return async (ctx, next) => {
      await next()
      if (ctx.respond !== false)
        this.#requests.inc({ method: methodOf(ctx), status: String(ctx.status) })
    }
  }

  #show({ name, help, kind, read }: Figure): void {
    const options = { name, help, registers: [this.#registry] }
    if (kind === 'gauge')
      new Gauge({
        ...options,
        collect() {
          this.set(read())
        },
      })
    else
      new Counter({
        ...options,
        collect() {
          this.reset()
          this.inc(read())
        },
      })
  }
}
