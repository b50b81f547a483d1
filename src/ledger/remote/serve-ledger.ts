import { DuckDbLedger } from '../store/duckdb.ts'
import type { DuckDbSession, DuckDbTransaction } from '../store/duckdb.ts'
import { LedgerInUse } from '../store/session.ts'
import type { Ledger } from '../store/session.ts'
import { piecesAhead } from './channel.ts'
import type { Answered, Asked, Channel, Request } from './channel.ts'

/** How often the other end hears how far a statement is. */
const progressMs = 200

/**
 * Lets the other end of the channel work on a DuckDB ledger that this process has open. When that end goes away its transaction
 * is rolled back and the ledger is free again; the promise is fulfilled when that is done. A PostgreSQL ledger needs no such
 * thing: whoever works on it opens it.
 */
export async function serveLedger(ledger: Ledger, channel: Channel): Promise<void> {
  if (!(ledger instanceof DuckDbLedger)) throw new Error('Cannot serve a ledger that is not in a DuckDB file')
  await new Server(ledger, channel).closed
}

/** An answer under way: how many pieces may still be sent, and how to go on when there may be more. */
interface Sending {
  credit: number
  isWanted: boolean
  goOn: () => void
}

class Server {
  readonly closed: Promise<void>
  readonly #ledger: DuckDbLedger
  readonly #channel: Channel
  readonly #sendingById = new Map<number, Sending>()
  readonly #transactions = new Map<number, DuckDbTransaction>()
  /** Every request under way with the transaction it is asked in. */
  readonly #underWay = new Map<Promise<void>, number | null>()
  #unlock: (() => void) | null = null
  #held: Promise<void> = Promise.resolve()
  #nextTransaction = 1
  #isOpen = true

  constructor(ledger: DuckDbLedger, channel: Channel) {
    this.#ledger = ledger
    this.#channel = channel
    const timer = setInterval(() => {
      const [tx] = this.#transactions.values()
      if (tx) this.#send({ progress: tx.progress() })
    }, progressMs)
    this.closed = new Promise((resolve, reject) => {
      channel.onClose(() => {
        clearInterval(timer)
        this.#close().then(resolve, reject)
      })
    })
    channel.onMessage((message) => {
      this.#take(message as Asked)
    })
  }

  #take(asked: Asked): void {
    // What arrives late must not run on a connection that is being closed.
    if (!this.#isOpen) return
    if (asked.do === 'interrupt') {
      for (const tx of this.#transactions.values()) tx.interrupt()
    } else if (asked.do === 'more' || asked.do === 'enough') {
      const sending = this.#sendingById.get(asked.id)
      if (!sending) return
      if (asked.do === 'more') sending.credit++
      else sending.isWanted = false
      sending.goOn()
    } else {
      const tx = 'tx' in asked ? asked.tx : null
      const others = this.#othersIn(asked)
      const work = others.then(() => this.#answer(asked.id, asked)).finally(() => this.#underWay.delete(work))
      this.#underWay.set(work, tx)
    }
  }

  /** A transaction ends after all that was asked in it before: nothing may run on a connection that is being closed. */
  async #othersIn(request: Request): Promise<void> {
    if (request.do !== 'commit' && request.do !== 'rollback') return
    await Promise.all([...this.#underWay].flatMap(([work, tx]) => (tx === request.tx ? [work] : [])))
  }

  async #answer(id: number, request: Request): Promise<void> {
    try {
      this.#send({ id, end: await this.#do(id, request) })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.#send({ id, failure: { message, isInUse: error instanceof LedgerInUse } })
    }
  }

  /** The number of the transaction for `begin`; null for everything else. */
  async #do(id: number, request: Request): Promise<number | null> {
    switch (request.do) {
      case 'read':
        await this.#sendPieces(id, request)
        return null
      case 'run':
        await this.#sessionOf(request.tx).run(request.sql, request.parameters)
        return null
      case 'append':
        await this.#sessionOf(request.tx).append(request.table, request.columns, request.rows)
        return null
      case 'unload':
        await this.#sessionOf(request.tx).unload(request.table, request.columns, request.path)
        return null
      case 'stage':
        await this.#sessionOf(request.tx).stage(request.name, request.files)
        return null
      case 'begin':
        return this.#begin()
      case 'commit':
        await this.#transactionOf(request.tx).commit()
        this.#transactions.delete(request.tx)
        return null
      case 'rollback': {
        const tx = this.#transactionOf(request.tx)
        this.#transactions.delete(request.tx)
        await tx.rollback()
        return null
      }
      case 'lock':
        await this.#lock()
        return null
      case 'unlock':
        this.#unlock?.()
        await this.#held
        return null
    }
  }

  async #begin(): Promise<number> {
    const tx = await this.#ledger.begin()
    if (!this.#isOpen) {
      await tx.rollback()
      throw new Error('Cannot begin a transaction: the process that wanted it is gone')
    }
    const number = this.#nextTransaction++
    this.#transactions.set(number, tx)
    return number
  }

  /** Holds the ledger exclusively until `unlock`. Throws `LedgerInUse` when somebody else has it. */
  async #lock(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#held = this.#ledger
        .exclusive(async () => {
          await new Promise<void>((unlock) => {
            this.#unlock = unlock
            resolve()
          })
          this.#unlock = null
        })
        .catch(reject)
    })
    if (!this.#isOpen) this.#unlock?.()
  }

  async #sendPieces(id: number, { tx, sql, parameters }: Extract<Request, { readonly do: 'read' }>): Promise<void> {
    const sending: Sending = { credit: piecesAhead, isWanted: true, goOn: () => {} }
    this.#sendingById.set(id, sending)
    try {
      for await (const piece of this.#sessionOf(tx).columns(sql, parameters)) {
        if (sending.isWanted && sending.credit === 0) await new Promise<void>((goOn) => (sending.goOn = goOn))
        if (!sending.isWanted || !this.#isOpen) return
        sending.credit--
        this.#send({ id, piece })
      }
    } finally {
      this.#sendingById.delete(id)
    }
  }

  #sessionOf(tx: number | null): DuckDbSession {
    return tx === null ? this.#ledger : this.#transactionOf(tx)
  }

  #transactionOf(number: number): DuckDbTransaction {
    const tx = this.#transactions.get(number)
    if (!tx) throw new Error(`Cannot find transaction ${String(number)} of the ledger: it is over`)
    return tx
  }

  #send(answered: Answered): void {
    if (this.#isOpen) this.#channel.send(answered)
  }

  async #close(): Promise<void> {
    this.#isOpen = false
    for (const sending of this.#sendingById.values()) {
      sending.isWanted = false
      sending.goOn()
    }
    // Again and again: a statement that begins just after the first time must not run on.
    const timer = setInterval(() => {
      for (const tx of this.#transactions.values()) tx.interrupt()
    }, progressMs)
    for (const tx of this.#transactions.values()) tx.interrupt()
    try {
      await Promise.all(this.#underWay.keys())
    } finally {
      clearInterval(timer)
    }
    for (const tx of this.#transactions.values()) await tx.rollback()
    this.#transactions.clear()
    this.#unlock?.()
    await this.#held
  }
}
