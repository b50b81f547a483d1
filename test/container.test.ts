import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { envToConfig, envToServerConfig } from '../src/config.ts'

const root = join(import.meta.dirname, '..')
const page = (name: string): string => readFileSync(join(root, name), 'utf8')

/** No engine runs the image here, so these hold what it says to what the program says. */
describe('the image', () => {
  const image = page('Dockerfile')

  it('is made on the Node that a clone runs on', () => {
    const versions = [...image.matchAll(/^FROM node:(\S+?)-/gm)].map(([, version]) => version)
    expect(new Set(versions)).toEqual(new Set([page('.node-version').trim()]))
  })

  it('copies only what is there', () => {
    const copied = [...image.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) => (names ?? '').split(' '))
    expect(copied.length).toBeGreaterThan(5)
    expect(copied.filter((name) => !existsSync(join(root, name)))).toEqual([])
  })

  it('runs the program of the package, which listens where the image says', () => {
    const { bin } = JSON.parse(page('package.json')) as { bin: Record<string, string> }
    expect(image).toContain(`ln -s /app/${bin['bookvalue'] ?? ''} /usr/local/bin/bookvalue`)
    const variables: Record<string, string> = Object.fromEntries(
      [...image.matchAll(/^(?:ENV| {3}) (\w+)=(\S+)/gm)].map(([, name = '', value = '']) => [name, value]),
    )
    const config = envToServerConfig(variables, { port: null, host: null })
    expect(config).toMatchObject({ host: '0.0.0.0', port: 3000, isLoopback: false })
    expect(image).toContain(`EXPOSE ${String(config.port)}`)
    expect(image).toContain(`http://127.0.0.1:${String(config.port)}/api/health/ready`)
  })
})

describe('the compose files', () => {
  const settings = (name: string): Record<string, string> =>
    Object.fromEntries(
      [...page(name).matchAll(/^ {6}(\w+): ['"]?(.*?)['"]?$/gm)].map(([, key = '', value = '']) => [
        key,
        value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1').replaceAll(/\$\{\w+:\?[^}]*\}/g, 'secret'),
      ]),
    )

  it('set variables the program takes', () => {
    const { BOOKVALUE_URL: url, ...rest } = settings('compose.yaml')
    expect(envToServerConfig({ BOOKVALUE_URL: url, ...rest }, { port: null, host: null })).toMatchObject({
      publicUrl: new URL('http://localhost:3000'),
      trustedProxies: 0,
    })
    expect(envToConfig({ ...rest, ...settings('compose.postgres.yaml') }, '/book')).toMatchObject({
      memoryLimit: '900MB',
      ledger: { kind: 'postgres', url: 'postgres://bookvalue:secret@postgres/bookvalue' },
      records: { kind: 'postgres', url: 'postgres://bookvalue:secret@postgres/bookvalue' },
    })
  })

  it('keep the book in the folder that the image gives it', () => {
    const volume = /^VOLUME \["(.+)"\]$/m.exec(page('Dockerfile'))?.[1]
    expect(page('compose.yaml')).toContain(`- book:${volume ?? '?'}\n`)
  })
})
