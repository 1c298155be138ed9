import { mount, type Component } from 'svelte'
import { foldRoomCode } from '#core/ids'
import { pageOf } from '#core/paths'
import './app.css'

type Props = Record<string, string>
type Loaded = { default: Component<Props> }

// A phone loads its own page only: each is a file of its own. They name their props differently,
// which is all that the cast hides.
const load = {
  home: () => import('./pages/Home.svelte'),
  join: () => import('./pages/Join.svelte'),
  host: () => import('./pages/Host.svelte'),
  screen: () => import('./pages/Screen.svelte'),
  referee: () => import('./pages/Referee.svelte'),
  overlay: () => import('./pages/Overlay.svelte'),
  lost: () => import('./pages/Lost.svelte'),
} as unknown as Record<string, () => Promise<Loaded>>

function wanted(): [page: string, props: Props] {
  const { name, ...props } = pageOf(location.pathname)
  if (name === 'unknown') return ['lost', { what: 'page' }]
  if (!('code' in props)) return [name, props]
  const code = foldRoomCode(props.code)
  return code === undefined ? ['lost', { what: 'room' }] : [name, { code }]
}

const [page, props] = wanted()
const target = document.getElementById('app')!
load[page]!().then(
  ({ default: Page }) => mount(Page, { target, props }),
  () => (document.getElementById('broken')!.hidden = false),
)
