/** An EventSource in the hand: the test says what comes, and sees whether it was closed. */
export class FakeSource extends EventTarget {
  readyState = 0
  close = () => (this.readyState = 2)

  send(name: string, data: unknown, lastEventId = '') {
    this.readyState = 1
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data), lastEventId }))
  }

  fail(readyState: number) {
    this.readyState = readyState
    this.dispatchEvent(new Event('error'))
  }
}
