import { cp } from 'node:fs/promises'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import type { Role } from '../../src/domain/right.ts'
import { Place } from '../cli/book.ts'
import { password, TestServer, TestVisitor } from '../server/server.ts'

/** Whether there is a browser here at all; without one every journey is skipped. */
export const hasBrowser = inject('chromium') !== null

/** What people of a journey share: where they are, and that nothing on their screen moves by itself. */
const usual: BrowserContextOptions = { locale: 'en-GB', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' }
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
}

/** The words of the roles on the way into the demo. */
const names: Readonly<Record<Role, string>> = {
  administrator: 'Administrator',
  leader: 'Sales leader',
  'key-account-manager': 'Key account manager',
  rep: 'Sales rep',
  finance: 'Finance',
  service: 'Service',
  executive: 'Executive',
  viewer: 'Viewer',
}

/** Complaints that are part of the way things go: nobody is signed in yet. */
const usualComplaints = [/status of 401/]

/** Who set up the book that the demo is a copy of. */
export const ada = { email: 'ada@example.com', password }

/** A real server with an empty book and a copy of the demo book, or that copy as somebody's own, and browsers to visit it. */
export class House implements AsyncDisposable {
  readonly place: Place
  readonly server: TestServer
  readonly browser: Browser
  readonly #complaints: string[] = []

  private constructor(place: Place, server: TestServer, browser: Browser) {
    this.place = place
    this.server = server
    this.browser = browser
  }

  static async open(isOwn: boolean): Promise<House> {
    const place = await Place.make()
    await cp(inject('demoBook'), isOwn ? place.data : place.path('demo'), { recursive: true })
    const books = ['--data', place.data, ...(isOwn ? ['--no-demo'] : ['--demo', place.path('demo')])]
    const server = new TestServer([...books, '--port', '0'], { BOOKVALUE_REQUESTS_PER_MINUTE: '100000' })
    const [browser] = await Promise.all([
      chromium.launch({ executablePath: inject('chromium') ?? '' }),
      server.until(() => server.said.includes(isOwn ? 'Bookvalue is at' : 'Look round the demo book')),
    ])
    return new House(place, server, browser)
  }

  get url(): string {
    return this.server.url
  }

  get demoUrl(): string {
    return `${this.server.url}/demo`
  }

  /** The demo book for commands, which find the server that has it. */
  get demoPlace(): Place {
    return Place.of(this.place.path('demo'))
  }

  /** Somebody's browser: with cookies of its own, and watched for complaints that are not expected. */
  async visitor(options: BrowserContextOptions = {}, expected: readonly RegExp[] = []): Promise<Page> {
    const context = await this.browser.newContext({ ...usual, ...options })
    context.on('page', (page) => {
      this.#watch(page, [...usualComplaints, ...expected])
    })
    return context.newPage()
  }

  /** Somebody who comes into the demo book as one of its people, as everybody does: by a click. */
  async enter(role: Role, options: BrowserContextOptions = {}, expected: readonly RegExp[] = []): Promise<Page> {
    const page = await this.visitor(options, expected)
    await page.goto(`${this.demoUrl}/start`)
    await page.getByRole('button', { name: new RegExp(`^${names[role]}`) }).click()
    // The page one comes from has a heading too: who goes on before one is in is not let in.
    await page.waitForURL((address) => !address.pathname.endsWith('/start'))
    await page.getByRole('button', { name: /^You: / }).waitFor()
    return page
  }

  /** Somebody who signs in to the own book with e-mail and password. */
  async signIn(person: { readonly email: string; readonly password: string }, page: Page): Promise<void> {
    await page.goto(`${this.url}/sign-in`)
    await page.getByRole('textbox', { name: 'E-mail' }).fill(person.email)
    await page.getByLabel('Password', { exact: true }).fill(person.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: /^You: / }).waitFor()
  }

  /** Somebody of the demo book who calls by the contract, without a browser. */
  async call(role: Role): Promise<TestVisitor> {
    const visitor = new TestVisitor(this.demoUrl)
    await visitor.call('enterDemo', { body: { role } })
    return visitor
  }

  get complaints(): readonly string[] {
    return this.#complaints
  }

  /** What browsers complained about since the last time somebody asked: errors, and what the policy of the page blocks. */
  takeComplaints(): string[] {
    return this.#complaints.splice(0)
  }

  #watch(page: Page, expected: readonly RegExp[]): void {
    const note = (what: string): void => {
      if (!expected.some((pattern) => pattern.test(what))) this.#complaints.push(`${page.url()}: ${what}`)
    }
    page.on('console', (message) => {
      if (message.type() === 'error') note(message.text())
    })
    page.on('pageerror', (error) => {
      note(String(error))
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close()
    await this.server[Symbol.asyncDispose]()
    await this.place[Symbol.asyncDispose]()
  }
}

/**
 * A house for the tests of a file, with the demo book beside an empty one or, when it `isOwn`, in its place. Each test fails when
 * a browser complained.
 */
export function useHouse({ isOwn = false } = {}): { readonly current: House } {
  let house: House | null = null
  const use = {
    get current(): House {
      if (house === null) throw new Error('The house is not open yet')
      return house
    },
  }
  beforeAll(async () => {
    house = await House.open(isOwn)
  })
  afterEach(async () => {
    const open = use.current
    await Promise.all(open.browser.contexts().map((context: BrowserContext) => context.close()))
    expect(open.takeComplaints()).toEqual([])
  })
  afterAll(async () => {
    await house?.[Symbol.asyncDispose]()
  })
  return use
}
