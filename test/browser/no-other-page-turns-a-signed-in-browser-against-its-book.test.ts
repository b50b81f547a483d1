import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, useHouse } from './house.ts'

describe.skipIf(!hasBrowser)('no other page turns a signed-in browser against its book', () => {
  const house = useHouse()
  let elsewhere: Server

  beforeAll(async () => {
    elsewhere = createServer((_, response) => {
      response.setHeader('content-type', 'text/html')
      response.end('<!doctype html><title>Elsewhere</title><iframe name="hidden"></iframe>')
    }).listen(0)
    await once(elsewhere, 'listening')
  })
  afterAll(() => {
    elsewhere.close()
  })

  // A port beside ours is another origin of the same site, to which a browser sends our cookies; a name is another site.
  it.each(['127.0.0.1', 'localhost'])('by whatever it sends from %s', async (host) => {
    const page = await house.current.enter('administrator', {}, [/./])
    const api = `${house.current.demoUrl}/api/v1`
    const action = {
      title: 'Sent from elsewhere',
      note: null,
      subject: { type: 'book', id: null },
      owner: '',
      due: null,
    }
    const before = await stateOf(api, page)

    await page.goto(`http://${host}:${String((elsewhere.address() as AddressInfo).port)}/`)
    await page.evaluate(
      async ([address, body]) => {
        const types = ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']
        const tries = types.flatMap((type) =>
          (['cors', 'no-cors'] as const).flatMap((mode) =>
            ['/actions', '/session/demo', '/users', '/uploads'].map(async (path) =>
              fetch(`${address}${path}`, {
                method: 'POST',
                mode,
                credentials: 'include',
                headers: { 'content-type': type },
                body,
              }),
            ),
          ),
        )
        const others = ['DELETE', 'PATCH', 'PUT'].map(async (method) =>
          fetch(`${address}/session`, { method, credentials: 'include', headers: { 'x-requested-with': 'x' } }),
        )
        await Promise.allSettled([...tries, ...others])
      },
      [api, JSON.stringify(action)] as const,
    )
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      await page.evaluate(
        async ([address, enctype, name]) => {
          const form = document.createElement('form')
          Object.assign(form, { method: 'post', action: `${address}/actions`, enctype, target: 'hidden' })
          const field = document.createElement('input')
          Object.assign(field, { name, value: '' })
          form.append(field)
          document.body.append(form)
          const answered = new Promise((resolve) => {
            document.querySelector('iframe')?.addEventListener('load', resolve, { once: true })
          })
          form.submit()
          await answered
        },
        [api, type, JSON.stringify(action)] as const,
      )
    }

    expect(await stateOf(api, page)).toEqual(before)
  })

  it('by a script that got into a page all the same', async () => {
    const page = await house.current.enter('administrator')
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'globalThis.harm = 1'
      const image = document.createElement('img')
      image.setAttribute('onerror', 'globalThis.harm = 1')
      image.src = 'data:,'
      document.body.append(script, image)
    })
    await expect.poll(() => house.current.complaints.length).toBeGreaterThan(1)
    expect(house.current.takeComplaints().filter((what) => !what.includes('Content Security Policy'))).toEqual([])
    expect(await page.evaluate(() => 'harm' in globalThis)).toBe(false)
  })

  it('by drawing it in a frame of its own', async () => {
    const page = await house.current.enter('administrator', {}, [/frame|ERR_BLOCKED/i])
    await page.goto(`http://127.0.0.1:${String((elsewhere.address() as AddressInfo).port)}/`)
    await page.evaluate(async (address) => {
      const frame = document.querySelector('iframe')
      const answered = new Promise((resolve) => frame?.addEventListener('load', resolve, { once: true }))
      if (frame) frame.src = address
      await answered
    }, `${house.current.demoUrl}/portfolio`)
    const [, framed] = page.frames()
    expect(framed?.url()).toMatch(/^chrome-error:/)
  })
})

interface Api {
  readonly request: { get(url: string): Promise<{ status(): number; json(): Promise<unknown> }> }
}

/** What a forged request would change: who is signed in, the actions, the people and what was done. */
async function stateOf(api: string, { request }: Api): Promise<unknown[]> {
  const paths = ['/session', '/actions', '/users', '/audit']
  const answers = await Promise.all(paths.map(async (path) => request.get(`${api}${path}`)))
  return Promise.all(answers.map(async (answer) => [answer.status(), withoutTimes(await answer.json())]))
}

/** When somebody was last seen, and until when they may come back, changes by looking. */
function withoutTimes(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => (['lastSeenAt', 'expiresAt'].includes(key) ? null : inner)),
  )
}
