import { IconChartBar, IconFileTypeCsv, IconPhotoDown, IconTable } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import { readToken } from '../theme/theme.ts'
import { chartTableToCsv } from './chart-table.ts'
import type { ChartTable } from './chart-table.ts'
import classes from './ChartFrame.module.css'
import { ChartTableView } from './ChartTableView.tsx'
import { pngOf } from './picture.ts'
import type { Picture, PictureHead } from './picture.ts'
import { fileName, saveFile } from './save-file.ts'

export interface ChartFrameProps {
  readonly title: string
  /** What the chart says, in a sentence: under the title for everybody, and what a screen reader says of the drawing. */
  readonly message: string
  readonly table: ChartTable
  /** What the figures are of, for the names of files: `ttm@2026-10-31`. */
  readonly period: string
  /** The drawing as it is now; null while there is none. Left out where the chart is a table itself. */
  readonly picture?: (() => Picture | null) | undefined
  /** Whether the chart is a table already, so that it needs no second one. */
  readonly isTable?: boolean
  /** Controls of the chart, beside its title. */
  readonly controls?: ReactNode
  readonly children: ReactNode
}

function pictureHead(title: string, message: string): PictureHead {
  return {
    title,
    message,
    background: readToken('--surface'),
    ink: readToken('--ink'),
    soft: readToken('--ink-soft'),
    font: getComputedStyle(document.body).fontFamily,
  }
}

/** A chart with its title, its sentence, its table and its downloads. */
export function ChartFrame({ title, message, table, period, picture, isTable, controls, children }: ChartFrameProps) {
  const t = useT('charts')
  const id = useId()
  const [shows, setShows] = useState<'drawing' | 'table'>('drawing')
  const [problem, setProblem] = useState<string | null>(null)

  const saveCsv = (): void => {
    // The mark in front tells spreadsheets that names may hold letters beyond ASCII.
    const text = `\uFEFF${chartTableToCsv(table)}`
    saveFile(fileName(title, period, 'csv'), new Blob([text], { type: 'text/csv;charset=utf-8' }))
  }
  const savePng = async (): Promise<void> => {
    setProblem(null)
    try {
      const drawn = picture?.()
      if (!drawn) throw new Error('Cannot make a picture: nothing is drawn')
      saveFile(fileName(title, period, 'png'), await pngOf(drawn, pictureHead(title, message)))
    } catch {
      setProblem(t('pictureFailed'))
    }
  }

  const toggle = shows === 'table' ? t('showDrawing', { title }) : t('showTable', { title })
  return (
    <figure className={classes.frame} aria-labelledby={id}>
      <figcaption className={classes.head}>
        <div className={classes.words}>
          <h2 id={id}>{title}</h2>
          <p className={classes.message}>{message}</p>
        </div>
        <div className={classes.tools} data-print="no">
          {controls !== undefined && <div className={classes.controls}>{controls}</div>}
          {!isTable && (
            <button
              type="button"
              className={classes.tool}
              aria-pressed={shows === 'table'}
              aria-label={toggle}
              title={toggle}
              onClick={() => {
                setShows(shows === 'table' ? 'drawing' : 'table')
              }}
            >
              {shows === 'table' ? <IconChartBar size={16} stroke={1.6} /> : <IconTable size={16} stroke={1.6} />}
            </button>
          )}
          <button
            type="button"
            className={classes.tool}
            aria-label={`${t('csv')}: ${title}`}
            title={t('csv')}
            onClick={saveCsv}
          >
            <IconFileTypeCsv size={16} stroke={1.6} />
          </button>
          {picture && (
            <button
              type="button"
              className={classes.tool}
              aria-label={`${t('png')}: ${title}`}
              title={t('png')}
              disabled={shows === 'table'}
              onClick={() => void savePng()}
            >
              <IconPhotoDown size={16} stroke={1.6} />
            </button>
          )}
        </div>
      </figcaption>
      {problem !== null && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      {shows === 'table' ? <ChartTableView table={table} label={title} /> : children}
    </figure>
  )
}
