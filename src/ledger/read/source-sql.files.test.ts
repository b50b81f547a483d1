import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runLockedSelect } from './run-locked-select.ts'
import type { SourceSelectOptions } from './source-sql.ts'
import { copySourceFolder, runSourceSelect } from './source-sql.ts'
import { withoutSemicolon } from './single-statement.ts'

let base: string
let folder: string
let tempDir: string
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "it's source-"))
  folder = join(base, 'folder')
  tempDir = join(base, 'temp')
  mkdirSync(join(folder, 'sub'), { recursive: true })
  mkdirSync(tempDir)
  writeFileSync(join(folder, 'head.csv'), 'id,day,amount\n1,2024-01-05,1.50\n2,2024-01-06,\n')
  writeFileSync(join(folder, 'lines.csv'), 'id,text\n1,"a ""b"", c"\n1,"two\nlines"\n')
  writeFileSync(join(folder, 'sub', 'more.csv'), 'x\n7\n')
  symlinkSync(join(folder, 'head.csv'), join(folder, 'again.csv'))
  writeFileSync(join(base, 'secret.csv'), 'x\nsecret\n')
  writeFileSync(join(tempDir, 'spool.csv'), 'x\nspool\n')
})
afterAll(() => {
  rmSync(base, { recursive: true })
})

const outFile = () => join(tempDir, 'out.csv')
const run = async (sql: string, options: Partial<SourceSelectOptions> & { readonly folder?: string } = {}) => {
  const { folder: source = folder, ...rest } = options
  rmSync(outFile(), { force: true })
  const label = 'lines.sql'
  const { signal } = rest
  const copy = await copySourceFolder(source, { tempDir, label, ...(signal ? { signal } : {}) })
  try {
    return await runSourceSelect({
      sql,
      label,
      copy,
      tempDir,
      outFile: outFile(),
      memoryLimit: '200MB',
      timeoutMs: 60_000,
      ...rest,
    })
  } finally {
    rmSync(copy, { recursive: true })
  }
}
/** The same select in this process, whose working directory is not the folder: quick, for what must fail anywhere. */
const runLocked = async (sql: string) => {
  const job = {
    sql,
    filesFolder: folder,
    spillFolder: folder,
    outFolder: folder,
    outFile: outFile(),
    memoryLimit: '200MB',
  }
  return runLockedSelect(job)
}
const left = () => readdirSync(tempDir).filter((name) => name !== 'spool.csv')

describe('runSourceSelect', () => {
  it('runs one select over the files of the folder and writes every value as text', async () => {
    const sql = `-- rows of both; files
      SELECT l.id, day, CAST(amount AS DECIMAL(18,6)) AS amount, text, ';' AS mark
      FROM 'head.csv' h JOIN read_csv('lines.csv') l USING (id) ORDER BY text; -- the end;`
    expect(await run(sql)).toEqual({ columns: ['id', 'day', 'amount', 'text', 'mark'], rows: 2 })
    expect(readFileSync(outFile(), 'utf8')).toBe(
      'id,day,amount,text,mark\n1,2024-01-05,1.500000,"a ""b"", c",;\n1,2024-01-05,1.500000,"two\nlines",;\n',
    )
    expect(left()).toEqual(['out.csv'])
  })

  it.each([
    ["SELECT * FROM 'sub/more.csv'", 1],
    ["FROM './again.csv'", 2],
    ["SELECT * FROM read_csv('*d.csv')", 2],
    ['WITH a AS (SELECT 1 AS x) SELECT * FROM a UNION ALL VALUES (2)', 2],
    ["SELECT file FROM glob('**') t(file)", 4],
  ])('reads %s', async (sql, rows) => {
    expect((await run(sql)).rows).toBe(rows)
  })

  it('spills to disk beyond its memory', async () => {
    const sql = "SELECT DISTINCT i, repeat('x', 60) || i AS t FROM range(4000000) r(i) ORDER BY t"
    expect((await run(`SELECT count(*) AS n FROM (${sql})`, { memoryLimit: '150MB' })).rows).toBe(1)
  })
})

describe('runSourceSelect keeps in', () => {
  it.each([
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM '../secret.csv'",
    "SELECT * FROM '../../secret.csv'",
    "SELECT * FROM '../../spool.csv'",
    "SELECT * FROM '../../../secret.csv'",
    "SELECT * FROM 'sub/../../../secret.csv'",
    "SELECT * FROM read_blob('/proc/self/environ')",
    "SELECT * FROM glob('/**')",
    "SELECT * FROM glob('../**')",
    "SELECT * FROM glob('../../*')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM parquet_metadata('/etc/passwd')",
    "SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')",
    "SELECT * FROM 's3://bucket/x.parquet'",
    "SELECT * FROM sqlite_scan('/tmp/x.db', 't')",
    "SELECT * FROM query('SET lock_configuration = false')",
    "SELECT getenv('HOME')",
    'SELECT * INTO copied FROM range(3)',
    'SELECT * FROM arrow_scan(1, 2, 3)',
    'SELEC 1',
  ])('%s', async (sql) => {
    expect((await runLocked(sql)).state).toBe('sql-error')
  })

  it.each([
    "COPY (SELECT 1) TO 'x.csv'",
    "ATTACH 'x.db'",
    'INSTALL httpfs',
    'LOAD httpfs',
    "SET memory_limit = '10GB'",
    'RESET memory_limit',
    'CALL pragma_version()',
    "EXPORT DATABASE 'x'",
    'CREATE TABLE t AS SELECT 1',
    'EXPLAIN SELECT 1',
    'PREPARE p AS SELECT 1',
    'SELECT 1; SELECT 2',
    "SELECT 1; COPY (SELECT 1) TO 'x.csv'",
    'SELECT ?',
    '',
    '  ; -- nothing\n',
  ])('%s', async (sql) => {
    expect((await runLocked(sql)).state).toMatch(/not-a-select|sql-error/)
  })

  it.each(['PRAGMA version', "SELECT 1) TO 'x.csv'; --", "SELECT 1) TO 'x.csv' --", 'SELECT 1 /* ', "SELECT '"])(
    '%s, which is no select on its own',
    async (sql) => {
      expect((await runLocked(sql)).state).toMatch(/not-a-select|sql-error/)
    },
  )

  it('says that only files of the folder can be read, without naming the copy', async () => {
    for (const path of ['../secret.csv', '../../spool.csv', '../../../secret.csv', join(base, 'secret.csv')]) {
      const sql = `SELECT * FROM read_text('${path.replaceAll("'", "''")}')`
      const why = `Cannot access file "${path}" - only files of the source folder can be read`
      await expect(run(sql)).rejects.toThrow(`Cannot run "lines.sql": Permission Error: ${why}`)
      await expect(run(sql)).rejects.toMatchObject({ code: 'sql-error', file: 'lines.sql' })
    }
    expect(left()).toEqual([])
    await expect(run("SELECT * FROM 'nothing.csv'")).rejects.toThrow(/nothing.csv/)
  })

  it('says that anything but one select is refused', async () => {
    await expect(run("ATTACH 'x.db'")).rejects.toThrow(
      'Cannot run "lines.sql": it must be exactly one SELECT, it is a statement of type ATTACH',
    )
    await expect(run('SELECT 1; SELECT 2')).rejects.toMatchObject({ code: 'not-a-select', file: 'lines.sql' })
    expect(left()).toEqual([])
  })

  it('does not change the folder through what a select can write', async () => {
    const before = readdirSync(folder)
    await run("SELECT 1 AS x FROM enable_logging('QueryLog', storage = 'file', storage_path = 'log')").catch(() => null)
    expect(readdirSync(folder)).toEqual(before)
  })

  it.skipIf(process.platform === 'win32')('refuses links that lead out and what is no file', async () => {
    const other = mkdtempSync(join(base, 'other-'))
    symlinkSync(join(base, 'secret.csv'), join(other, 'link.csv'))
    await expect(run("FROM 'link.csv'", { folder: other })).rejects.toThrow(
      'Cannot run "lines.sql": Cannot copy "link.csv": it is a link that leads out of the folder',
    )
    rmSync(join(other, 'link.csv'))
    symlinkSync('/etc', join(other, 'etc'))
    await expect(run("FROM 'etc/passwd'", { folder: other })).rejects.toMatchObject({ code: 'unsafe-folder' })
    rmSync(join(other, 'etc'))
    execFileSync('mkfifo', [join(other, 'pipe')])
    await expect(run('SELECT 1', { folder: other })).rejects.toThrow('Cannot copy "pipe": it is no regular file')
  })

  it('refuses column names that cannot be told apart', async () => {
    await expect(run('SELECT 1 AS a, 2 AS "A"')).rejects.toMatchObject({ code: 'bad-header' })
    expect(existsSync(outFile())).toBe(false)
  })

  it('stops at the time limit and on abort, leaving nothing', async () => {
    const endless = 'SELECT count(*) AS n FROM range(100000000000) a, range(100000000000) b'
    await expect(run(endless, { timeoutMs: 1500 })).rejects.toThrow(
      'Cannot run "lines.sql": it takes longer than 1.5 seconds',
    )
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('enough')), 800)
    await expect(run(endless, { signal: controller.signal })).rejects.toThrow('enough')
    expect(left()).toEqual([])
  })
})

describe('withoutSemicolon', () => {
  it.each([
    ['SELECT 1;', 'SELECT 1'],
    ["SELECT ';' ; x", "SELECT ';' "],
    ["SELECT 'it''s;' AS \"a;b\"; x", "SELECT 'it''s;' AS \"a;b\""],
    ["SELECT E'\\';' ; x", "SELECT E'\\';' "],
    ['SELECT $$;$$, $a$;$$;$a$ ; x', 'SELECT $$;$$, $a$;$$;$a$ '],
    ['SELECT 1 -- ;\n;', 'SELECT 1 -- ;\n'],
    ['SELECT 1 /* ; /* ; */ ; */;', 'SELECT 1 /* ; /* ; */ ; */'],
    ['SELECT a$b;', 'SELECT a$b'],
    ['SELECT 1', 'SELECT 1'],
  ])('%s', (sql, statement) => {
    expect(withoutSemicolon(sql)).toBe(statement)
  })
})
