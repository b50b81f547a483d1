import {
  IconBookmark,
  IconPencil,
  IconPin,
  IconPinnedOff,
  IconTrash,
  IconUsers,
  IconUsersMinus,
} from '@tabler/icons-react'
import { useState } from 'react'
import { MenuItem, MenuLine, Popover } from '../../ui/Popover.tsx'
import { toast } from '../../ui/toast.ts'
import { useT } from '../../i18n/i18n.ts'
import { keepDefaultView, plainView, readDefaultView } from './default-view.ts'
import { changeSearch, readAccountsSearch, viewText } from './search.ts'
import { useAccountsAddress } from './use-accounts-address.ts'
import { fieldsOf, useViewCommands, useViews, type SavedView } from './use-views.ts'
import { ViewNameDialog } from './ViewNameDialog.tsx'

/** The saved view the list is of, and whether it was changed since; null for none. */
export function useActiveView(): { readonly view: SavedView; readonly isChanged: boolean } | null {
  const { search } = useAccountsAddress()
  const view = useViews().find(({ id }) => id === search.view)
  if (view === undefined) return null
  return { view, isChanged: viewText(search) !== viewText(readAccountsSearch(view.search)) }
}

/** Saved views of the list: to open, to save, and what one can do with the one that is open. */
export function ViewsMenu() {
  const t = useT('accounts')
  const { search, change } = useAccountsAddress()
  const views = useViews()
  const active = useActiveView()
  const [naming, setNaming] = useState<'new' | SavedView | null>(null)
  const [first, setFirst] = useState(readDefaultView)
  const { create, update, remove } = useViewCommands()
  const failed = (error: Error) => {
    toast(error.message, { tone: 'failed' })
  }

  const open = (view: SavedView) => {
    change({ ...readAccountsSearch(view.search), view: view.id })
  }
  const takeOut = (view: SavedView) => {
    remove.mutate(view, {
      onError: failed,
      onSuccess: () => {
        change(changeSearch(search, { view: undefined }), { replace: true })
        toast(t('view.deleted', { name: view.name }), {
          undo: () => {
            create.mutate(fieldsOf(view), {
              onError: failed,
              onSuccess: (again) => {
                toast(t('view.restored', { name: again.name }))
              },
            })
          },
        })
      },
    })
  }
  const save = (view: SavedView, body: Partial<ReturnType<typeof fieldsOf>>, said: string) => {
    update.mutate(
      { view, body: { ...fieldsOf(view), ...body } },
      {
        onError: failed,
        onSuccess: () => {
          toast(said)
        },
      },
    )
  }
  const pin = (id: string | null) => {
    keepDefaultView(id)
    setFirst(id)
  }
  const label =
    active === null
      ? t('view.menu')
      : active.isChanged
        ? t('view.changed', { name: active.view.name })
        : active.view.name

  return (
    <>
      <Popover
        name={t('view.menu')}
        holds="menu"
        align="end"
        icon={<IconBookmark size={15} aria-hidden />}
        label={label}
      >
        {(close) => {
          const then = (act: () => void) => () => {
            close()
            act()
          }
          const own = views.filter(({ isOwn }) => isOwn)
          const others = views.filter(({ isOwn }) => !isOwn)
          const item = (view: SavedView, note: string) => (
            <MenuItem
              key={view.id}
              isChosen={view.id === search.view}
              onChoose={then(() => {
                open(view)
              })}
            >
              {view.name}
              {note !== '' && ` (${note})`}
            </MenuItem>
          )
          return (
            <>
              <MenuItem
                isChosen={(search.view === undefined || search.view === plainView) && viewText(search) === ''}
                onChoose={then(() => {
                  change({})
                })}
              >
                {t('view.all')}
              </MenuItem>
              {own.length > 0 && <MenuLine>{t('view.own')}</MenuLine>}
              {own.map((view) =>
                item(
                  view,
                  [view.isShared ? t('view.isShared') : '', view.id === first ? t('view.isDefault') : '']
                    .filter((word) => word !== '')
                    .join(', '),
                ),
              )}
              {others.length > 0 && <MenuLine>{t('view.shared')}</MenuLine>}
              {others.map((view) => item(view, t('view.by', { name: view.owner.name })))}
              <MenuLine />
              {active?.isChanged === true && active.view.isOwn && (
                <MenuItem
                  icon={<IconBookmark size={15} aria-hidden />}
                  onChoose={then(() => {
                    save(active.view, { search: viewText(search) }, t('view.saved', { name: active.view.name }))
                  })}
                >
                  {t('view.saveChanges', { name: active.view.name })}
                </MenuItem>
              )}
              <MenuItem
                icon={<IconBookmark size={15} aria-hidden />}
                onChoose={then(() => {
                  setNaming('new')
                })}
              >
                {t('view.save')}
              </MenuItem>
              {active !== null && (
                <>
                  <MenuItem
                    icon={
                      active.view.id === first ? (
                        <IconPinnedOff size={15} aria-hidden />
                      ) : (
                        <IconPin size={15} aria-hidden />
                      )
                    }
                    onChoose={then(() => {
                      pin(active.view.id === first ? null : active.view.id)
                    })}
                  >
                    {active.view.id === first ? t('view.noDefault') : t('view.makeDefault')}
                  </MenuItem>
                  {active.view.isOwn && (
                    <OwnCommands
                      view={active.view}
                      onRename={then(() => {
                        setNaming(active.view)
                      })}
                      onShare={then(() => {
                        const isShared = !active.view.isShared
                        const words = isShared ? 'view.nowShared' : 'view.nowOwn'
                        save(active.view, { isShared }, t(words, { name: active.view.name }))
                      })}
                      onDelete={then(() => {
                        takeOut(active.view)
                      })}
                    />
                  )}
                </>
              )}
            </>
          )
        }}
      </Popover>
      {naming !== null && (
        <ViewNameDialog
          view={naming === 'new' ? null : naming}
          search={viewText(search)}
          onClose={() => {
            setNaming(null)
          }}
          onSaved={(view) => {
            setNaming(null)
            if (naming === 'new') change({ ...search, view: view.id }, { replace: true })
            toast(t(naming === 'new' ? 'view.saved' : 'view.renamed', { name: view.name }))
          }}
        />
      )}
    </>
  )
}

interface OwnCommandsProps {
  readonly view: SavedView
  readonly onRename: () => void
  readonly onShare: () => void
  readonly onDelete: () => void
}

function OwnCommands({ view, onRename, onShare, onDelete }: OwnCommandsProps) {
  const t = useT('accounts')
  return (
    <>
      <MenuItem icon={<IconPencil size={15} aria-hidden />} onChoose={onRename}>
        {t('view.rename')}
      </MenuItem>
      <MenuItem
        icon={view.isShared ? <IconUsersMinus size={15} aria-hidden /> : <IconUsers size={15} aria-hidden />}
        onChoose={onShare}
      >
        {view.isShared ? t('view.unshare') : t('view.share')}
      </MenuItem>
      <MenuItem icon={<IconTrash size={15} aria-hidden />} isDanger onChoose={onDelete}>
        {t('view.delete')}
      </MenuItem>
    </>
  )
}
