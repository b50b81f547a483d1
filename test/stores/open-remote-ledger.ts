import { EventEmitter } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import type { Channel } from '../../src/ledger/remote/channel.ts'
import { openRemoteLedger } from '../../src/ledger/remote/remote-ledger.ts'
import { serveLedger } from '../../src/ledger/remote/serve-ledger.ts'
import type { Ledger } from '../../src/ledger/store/session.ts'
import { openTestLedger } from './open-test-ledger.ts'
import type { TestPlace } from './open-test-ledger.ts'

export interface Remote extends AsyncDisposable {
  /** The ledger as the process sees it that has it open. */
  readonly ledger: Ledger
  /** The same ledger through a channel, as another process sees it. */
  readonly remote: Ledger
  readonly place: TestPlace
  /** The other process dies; fulfilled when the server has cleared up. */
  die(): Promise<void>
}

/** An empty ledger in a DuckDB file, and the same ledger as another process works on it. */
export async function openRemote(): Promise<Remote> {
  const store = await openTestLedger('duckdb')
  const { port1, port2 } = new MessageChannel()
  const closed = new EventEmitter()
  const channelOf = (port: typeof port1): Channel => ({
    send: (message) => {
      port.postMessage(message)
    },
    onMessage: (listener) => {
      port.on('message', listener)
    },
    onClose: (listener) => {
      closed.once('close', listener)
    },
  })
  const served = serveLedger(store.ledger, channelOf(port1))
  const remote = openRemoteLedger(channelOf(port2), { temporary: store.place.folder })
  const die = async (): Promise<void> => {
    closed.emit('close')
    await served
  }
  return {
    ledger: store.ledger,
    remote,
    place: store.place,
    die,
    async [Symbol.asyncDispose]() {
      await die()
      port1.close()
      await store[Symbol.asyncDispose]()
    },
  }
}
