import { networkInterfaces } from 'node:os'

/** This machine's first IPv4 address that is not loopback; it may change while we run. */
export const lanAddress = (): string | undefined =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find((address) => address.family === 'IPv4' && !address.internal)?.address
