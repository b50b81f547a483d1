import { Outlet } from '@tanstack/react-router'
import css from './Outside.module.css'

/** The quiet sheet for whoever is not signed in. */
export function Outside() {
  return (
    <main className={css.outside}>
      <div className={css.sheet}>
        <Brand />
        <Outlet />
      </div>
    </main>
  )
}

function Brand() {
  return (
    <div className={css.brand}>
      <img src="./icon.svg" alt="" width="26" height="26" />
      {/* The name of the product is the same in every language. */}
      <span translate="no">{'Bookvalue'}</span>
    </div>
  )
}
