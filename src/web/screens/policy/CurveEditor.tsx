import { IconPlus, IconX } from '@tabler/icons-react'
import type { Band, Curve } from '../../../domain/curve.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { curvePath } from './curve-picture.ts'
import { changeCurveType } from './document.ts'
import css from './Editor.module.css'
import { AmountInput, NumberInput } from './EditorParts.tsx'

interface Props {
  /** What the metric is called, for the names of the fields. */
  readonly name: string
  readonly unit: string
  readonly curve: Curve
  readonly onChange: (curve: Curve) => void
}

/** How a figure becomes points: a line between two values, or steps. */
export function CurveEditor({ name, unit, curve, onChange }: Props) {
  const t = useT('policy')
  const path = curvePath(curve)
  return (
    <div className={css.curve}>
      <div className={css.curveHead}>
        <SegmentedControl
          label={t('factors.curve', { metric: name })}
          value={curve.type}
          options={[
            { value: 'linear', label: t('factors.line') },
            { value: 'bands', label: t('factors.steps') },
          ]}
          onValue={(type) => onChange(changeCurveType(curve, type))}
        />
        <span className={css.unit}>{unit}</span>
        <svg className={css.picture} viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden>
          {path !== null && <path d={path} />}
        </svg>
      </div>
      {curve.type === 'linear' ? (
        <Line name={name} curve={curve} onChange={onChange} />
      ) : (
        <Steps name={name} bands={curve.bands} onChange={(bands) => onChange({ type: 'bands', bands })} />
      )}
    </div>
  )
}

function Line({
  name,
  curve,
  onChange,
}: {
  readonly name: string
  readonly curve: Extract<Curve, { type: 'linear' }>
  readonly onChange: (curve: Curve) => void
}) {
  const t = useT('policy')
  const ends = [
    ['from', curve.from, t('factors.valueFrom', { metric: name }), t('factors.pointsFrom', { metric: name })],
    ['to', curve.to, t('factors.valueTo', { metric: name }), t('factors.pointsTo', { metric: name })],
  ] as const
  return (
    <div className={css.steps}>
      {ends.map(([end, [value, points], valueLabel, pointsLabel]) => (
        <div key={end} className={css.step}>
          <AmountInput
            label={valueLabel}
            value={value}
            onValue={(next) => onChange({ ...curve, [end]: [next, points] })}
          />
          <span>{t('factors.gives')}</span>
          <NumberInput
            label={pointsLabel}
            value={points}
            onValue={(next) => onChange({ ...curve, [end]: [value, next] })}
          />
          <span>{t('factors.pointsUnit')}</span>
        </div>
      ))}
    </div>
  )
}

function Steps({
  name,
  bands,
  onChange,
}: {
  readonly name: string
  readonly bands: readonly Band[]
  readonly onChange: (bands: readonly Band[]) => void
}) {
  const t = useT('policy')
  const change = (place: number, part: Partial<Band>): void =>
    onChange(bands.map((band, at) => (at === place ? { ...band, ...part } : band)))
  return (
    <div className={css.steps}>
      {bands.map(({ atLeast, points }, place) => (
        // Values are typed and may be twice for a moment: a step is known by its place.
        <div key={place} className={css.step}>
          {place === bands.length - 1 ? (
            <span className={css.stepRest}>{t('factors.below')}</span>
          ) : (
            <AmountInput
              label={t('factors.step', { metric: name, place: place + 1 })}
              value={atLeast ?? ''}
              onValue={(next) => change(place, { atLeast: next })}
            />
          )}
          <span>{t('factors.gives')}</span>
          <NumberInput
            label={t('factors.stepPoints', { metric: name, place: place + 1 })}
            value={points}
            onValue={(next) => change(place, { points: next })}
          />
          <span>{t('factors.pointsUnit')}</span>
          {bands.length > 2 && place < bands.length - 1 && (
            <Button
              kind="plain"
              size="s"
              isIconOnly
              icon={<IconX size={14} />}
              onClick={() => onChange(bands.toSpliced(place, 1))}
            >
              {t('factors.removeStep', { metric: name, place: place + 1 })}
            </Button>
          )}
        </div>
      ))}
      <Button
        kind="plain"
        size="s"
        icon={<IconPlus size={14} />}
        disabled={bands.length >= 20}
        onClick={() => onChange(bands.toSpliced(bands.length - 1, 0, stepAfter(bands)))}
      >
        {t('factors.addStep')}
      </Button>
    </div>
  )
}

/** A step halfway between the last one with a value and what is below it. */
function stepAfter(bands: readonly Band[]): Band {
  const [above, below] = [bands.at(-2), bands.at(-1)]
  const value = Number(above?.atLeast ?? '2') / 2
  const points = ((above?.points ?? 100) + (below?.points ?? 0)) / 2
  return {
    atLeast: Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '1',
    points: Number.isFinite(points) ? Math.round(points * 100) / 100 : 0,
  }
}
