import { execFileSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Place, projectRoot } from '../cli/book.ts'
import { password, TestServer, TestVisitor } from './server.ts'

const fixture = join(projectRoot, 'test', 'fixtures', 'books', 'foundation-2.tar.gz')

/** The figures of the screens are made anew after an upgrade: asked for until they are there. */
async function untilBuilt<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (tries > 300 || !String(error).includes('building')) throw error
      await wait(100)
    }
  }
}

describe('a server started on a book of the version before', () => {
  it('upgrades it behind a backup; people sign in as before and find what they left', async () => {
    await using place = await Place.make()
    execFileSync('tar', ['-xzf', fixture, '-C', place.folder, 'book'])
    await using server = await TestServer.start(place)
    const [name = ''] = await readdir(join(place.data, 'backups'))
    expect(server.log).toContain(`as it was before it is in ${join(place.data, 'backups', name)}`)
    expect(server.log).toContain('"msg":"upgraded the book"')
    expect(server.said).not.toContain('first administrator')
    const ada = new TestVisitor(server.url)
    await ada.call('signIn', { body: { email: 'ada@example.com', password } })
    const { items: actions } = await ada.call('listActions', { query: {} })
    expect(actions.map(({ title }) => title)).toEqual(['Ring about the credit note'])
    const { items: views } = await ada.call('listViews', {})
    expect(views.map((view) => view.name)).toEqual(['Largest'])
    const { items: accounts } = await untilBuilt(() => ada.call('listAccounts', { query: { sort: '-spend' } }))
    expect(accounts.map((account) => [account.name, account.grade])).toEqual([
      ['Ångström & Söhne GmbH', 'A'],
      ['Bolt Brothers Ltd', 'C'],
      ['Čapek Stroje', 'C'],
      ['a9', 'C'],
    ])
    const { items: backups } = await ada.call('listBackups', {})
    expect(backups.map((backup) => backup.name)).toEqual([name])
    await server.stop()

    await using again = await TestServer.start(place)
    expect(again.log).not.toContain('pgraded the book')
    expect(await readdir(join(place.data, 'backups'))).toEqual([name])
  })
})
