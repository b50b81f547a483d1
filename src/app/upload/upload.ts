import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Output } from '../../contract/operations.ts'
import type { Actor, Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { kindsByFile } from '../mapping/name-files.ts'

/** A folder of files somebody brings, until they are imported or a day has passed. */
export interface Upload {
  readonly id: string
  /** The folder of the upload itself. */
  readonly folder: string
  /** The folder of its files, and of nothing else. */
  readonly files: string
  readonly createdAt: string
}

const manifestShape = z.strictObject({ owner: z.string(), createdAt: z.string() })

const idForm = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** Where uploads lie: not among the scratch files, which a start empties. */
export function uploadsFolderOf(ctx: Pick<Ctx, 'places'>): string {
  return join(ctx.places.data, 'uploads')
}

/** Whom an upload belongs to. A person and an operator of one name are two. */
function ownerOf(actor: Actor): string {
  return actor.kind === 'local-operator' ? `operator/${actor.name}` : `${actor.kind}/${actor.id}`
}

/** Makes an empty upload that belongs to the actor. */
export async function makeUpload(ctx: Ctx, id: string): Promise<Upload> {
  const upload = { ...placesOf(ctx, id), createdAt: ctx.now() }
  // Nobody but the program reads what is brought here.
  await mkdir(upload.files, { recursive: true, mode: 0o700 })
  const manifest = { owner: ownerOf(ctx.actor), createdAt: upload.createdAt }
  await writeFile(join(upload.folder, 'upload.json'), JSON.stringify(manifest), { flag: 'wx', mode: 0o600 })
  return upload
}

/** An upload of one's own. That of somebody else, whatever their rights, is not found, like one that never was. */
export async function getOwnUpload(ctx: Ctx, id: string): Promise<Upload> {
  const found = idForm.test(id) ? await readManifest(placesOf(ctx, id).folder) : null
  if (found?.owner === ownerOf(ctx.actor)) return { ...placesOf(ctx, id), createdAt: found.createdAt }
  throw new BookError('not-found', `Cannot find upload "${id}": bring the files again`)
}

/** The uploads of the actor. */
export async function countOwnUploads(ctx: Ctx): Promise<number> {
  const names = await readdir(uploadsFolderOf(ctx)).catch(() => [])
  const found = await Promise.all(names.map((name) => readManifest(join(uploadsFolderOf(ctx), name))))
  return found.filter((manifest) => manifest?.owner === ownerOf(ctx.actor)).length
}

/** What the door shows of an upload. */
export async function showUpload({ id, createdAt, files }: Upload): Promise<Output<'getUpload'>> {
  const names = (await readdir(files)).filter((name) => !isPart(name)).toSorted()
  const kinds = await kindsByFile(files, names)
  return {
    id,
    createdAt,
    files: await Promise.all(
      names.map(async (name) => ({
        name,
        bytes: (await stat(join(files, name))).size,
        kind: kinds.get(name) ?? null,
        isMapping: isMapping(name),
      })),
    ),
  }
}

/** Whether a file says how others are read rather than being read itself. */
function isMapping(name: string): boolean {
  return name === 'source.json' || isSelect(name)
}

/** Whether a file is a select of a source folder. */
export function isSelect(name: string): boolean {
  return name.toLowerCase().endsWith('.sql')
}

/** What a file is called until all of it is there. Nobody can bring a file of such a name. */
export function partOf(name: string): string {
  return `.${name}`
}

export function isPart(name: string): boolean {
  return name.startsWith('.')
}

function placesOf(ctx: Ctx, id: string): Omit<Upload, 'createdAt'> {
  const folder = join(uploadsFolderOf(ctx), id)
  return { id, folder, files: join(folder, 'files') }
}

/** What the manifest of an upload says; null when the folder is none. */
async function readManifest(folder: string): Promise<z.infer<typeof manifestShape> | null> {
  const text = await readFile(join(folder, 'upload.json'), 'utf8').catch(() => null)
  if (text === null) return null
  // Cut short by a power loss it is an upload of nobody, removed by its age.
  const parsed = manifestShape.safeParse(parseJson(text))
  return parsed.success ? parsed.data : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
