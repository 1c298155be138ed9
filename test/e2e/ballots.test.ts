import type { Page } from 'playwright-core'
import axe from 'axe-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { choiceOf, Hall, handle, places, ranked, saved, tap, voted } from './hall.ts'

// Every kind of ballot as a thumb, a finger and a keyboard fill it in, on a phone of a LAN.

let hall: Hall

beforeAll(async () => {
  hall = await Hall.open()
})
afterAll(() => hall?.close())

async function rank(page: Page, labels: string[]): Promise<void> {
  for (const label of labels) await tap(page, label)
  expect(await ranked(page)).toEqual(labels)
}

test('options are ranked by tapping them, and moved and removed by their buttons', async () => {
  const made = await hall.make({ kind: 'ranking', options: places })
  const page = await hall.open(made)
  await rank(page, ['Club', 'Harbour', 'Home'])
  await tap(page, 'Move Home up')
  await tap(page, 'Remove Harbour')
  expect(await ranked(page)).toEqual(['Club', 'Home'])
  expect(await choiceOf(page, made)).toBeNull()
  await tap(page, 'Vote')
  await saved(page)
  expect(await choiceOf(page, made)).toEqual(['b', 'd'])
})

test('a finger drags an option to another rank, and the page stays where it is', async () => {
  const made = await hall.make({ kind: 'ranking', options: places })
  const page = await hall.open(made)
  await rank(page, places)
  await page.evaluate('document.body.style.paddingBottom = "2000px"')
  const touch = await page.context().newCDPSession(page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', point?: { x: number; y: number }) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: point ? [point] : [] })
  const middle = async (label: string) => {
    const box = (await handle(page, label).boundingBox())!
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const from = await middle('Home')
  const to = await middle('Club')
  await send('touchStart', from)
  for (let step = 1; step <= 8; step++)
    await send('touchMove', { x: from.x, y: from.y + ((to.y - 6 - from.y) * step) / 8 })
  // A push in the middle of it.
  await hall.voteElsewhere(made, ['a'])
  await voted(page, 1)
  await send('touchEnd')
  await expect.poll(() => ranked(page)).toEqual(['Harbour', 'Home', 'Club', 'Kiosk'])
  expect(await page.evaluate('scrollY')).toBe(0)
  await tap(page, 'Vote')
  await saved(page)
  expect(await choiceOf(page, made)).toEqual(['a', 'd', 'b', 'c'])
})

test('a ranking is made with the keyboard alone, and each step is said', async () => {
  const made = await hall.make({ kind: 'ranking', options: places })
  const page = await hall.open(made)
  const { keyboard } = page
  await page.getByRole('button', { name: 'Harbour' }).focus()
  for (let option = 0; option < places.length; option++) await keyboard.press('Enter')
  expect(await ranked(page)).toEqual(places)
  await handle(page, 'Kiosk').focus()
  await keyboard.press('ArrowUp')
  await keyboard.press('ArrowUp')
  await page.getByText('Kiosk is now number 1 of 4.').waitFor()
  await keyboard.press('End')
  await keyboard.press('Home')
  await keyboard.press('ArrowDown')
  await page.getByText('Kiosk is now number 2 of 4.').waitFor()
  await keyboard.press('Delete')
  await page.getByText('Kiosk is no longer ranked.').waitFor()
  expect(await ranked(page)).toEqual(['Harbour', 'Club', 'Home'])
  await page.getByRole('button', { name: 'Vote' }).press('Enter')
  await saved(page)
  expect(await choiceOf(page, made)).toEqual(['a', 'b', 'd'])
})

test('words: Enter goes on, then sends; they are shown as they are counted', async () => {
  const made = await hall.make({ kind: 'words' })
  const page = await hall.open(made)
  await page.getByRole('textbox').first().tap()
  for (const text of ['  Deep   SEA', 'deep sea', 'עוגן']) {
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  }
  await saved(page)
  expect(await choiceOf(page, made)).toEqual(['deep sea', 'עוגן'])
  expect(await page.getByRole('textbox').first().inputValue()).toBe('deep sea')
})

test('forty signs are forty, also where each is a picture', async () => {
  const made = await hall.make({ kind: 'words' })
  const page = await hall.open(made)
  await page.getByRole('textbox').first().tap()
  await page.keyboard.insertText('🍵'.repeat(40))
  await tap(page, 'Vote')
  await saved(page)
  expect(await choiceOf(page, made)).toEqual(['🍵'.repeat(40)])
})

test('a rating is given with the keyboard: Tab, arrows, Enter', async () => {
  const made = await hall.make({ kind: 'rating' })
  const page = await hall.open(made)
  await page.getByRole('radio', { name: '1 of 5 stars' }).focus()
  for (const key of ['Space', 'ArrowRight', 'ArrowRight', 'ArrowRight'])
    await page.keyboard.press(key)
  expect(await page.getByRole('radio', { name: '4 of 5 stars' }).isChecked()).toBe(true)
  expect(await choiceOf(page, made)).toBeNull()
  await page.getByRole('button', { name: 'Vote' }).press('Enter')
  await saved(page)
  expect(await choiceOf(page, made)).toBe(4)
})

test('a wide scale is a slider, which says nothing until somebody has touched it', async () => {
  const made = await hall.make({ kind: 'rating', scale: { min: -20, max: 20 } })
  const page = await hall.open(made)
  expect(await page.getByRole('button', { name: 'Vote' }).isDisabled()).toBe(true)
  await tap(page, 'One less')
  await tap(page, 'One less')
  await page.getByRole('slider').press('ArrowLeft')
  await tap(page, 'Vote')
  await saved(page)
  expect(await choiceOf(page, made)).toBe(-2)
})

test('the button that reaches the end of a scale keeps the focus', async () => {
  const made = await hall.make({ kind: 'rating', scale: { min: -20, max: 20 } })
  const page = await hall.open(made)
  await page.getByRole('slider').press('Home')
  await page.getByRole('slider').press('ArrowRight')
  for (const value of ['−20', '−20']) {
    await page.getByRole('button', { name: 'One less' }).press('Enter')
    expect(await page.locator('output').textContent()).toBe(value)
  }
  expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('One less')
})

test('what is half written or half ticked is not touched by other people’s votes', async () => {
  const words = await hall.make({ kind: 'words' })
  const page = await hall.open(words)
  await page.getByRole('textbox').first().tap()
  await page.keyboard.type('half a wor')
  await page.keyboard.press('ArrowLeft')
  await hall.voteElsewhere(words, ['other'])
  await voted(page, 1)
  await page.keyboard.type('X')
  expect(await page.getByRole('textbox').first().inputValue()).toBe('half a woXr')

  const several = await hall.make({ kind: 'multiple', options: places })
  const other = await hall.open(several)
  await tap(other, 'Kiosk')
  await hall.voteElsewhere(several, ['a'])
  await voted(other, 1)
  expect(await other.locator('[aria-pressed=true]').allTextContents()).toEqual([
    expect.stringContaining('Kiosk'),
  ])
})

test('a draft stays in sight when voting closes, locked, and is not sent', async () => {
  const made = await hall.make({ kind: 'ranking', options: places })
  const page = await hall.open(made)
  await rank(page, ['Kiosk', 'Club'])
  await hall.asHost('PATCH', `/api/polls/${made.poll.id}`, { status: 'closed' }, made)
  await page.getByText('Your choice was not sent.').waitFor()
  expect(await ranked(page)).toEqual(['Kiosk', 'Club'])
  expect(await page.locator('main button:enabled').count()).toBe(0)
  expect(await choiceOf(page, made)).toBeNull()
})

const hostile = [
  '<b>bold</b>',
  'שלום עולם, מה שלומך?',
  '🍵 tea & “coffee”',
  'Donaudampfschifffahrtsgesellschaftskapitän',
  'W'.repeat(60),
  'Somebody typed a whole sentence here. '.repeat(3).trim(),
]
const fifty = Array.from({ length: 50 }, (_, place) => `Option number ${place + 1}`)

test.each([
  ['ranking', { kind: 'ranking', options: hostile }],
  ['long ranking', { kind: 'ranking', options: fifty }],
  ['words', { kind: 'words' }],
  ['stars', { kind: 'rating' }],
  ['scale', { kind: 'rating', scale: { min: -5, max: 5 } }],
  ['slider', { kind: 'rating', scale: { min: 0, max: 100 } }],
])('the ballot of a %s can be read and reached on the smallest phone', async (_, poll) => {
  const question = '<img src=x onerror="window.pwned=1"> Which, מה דעתך, 🏆?'
  const made = await hall.make({ question, ...poll })
  const page = await hall.open(made, await hall.device({ viewport: { width: 320, height: 640 } }))
  const rest = page.getByRole('list', { name: 'Not ranked' }).getByRole('button')
  for (let more = (await rest.count()) / 2; more > 0; more--) await rest.last().tap()
  expect(await page.evaluate('window.pwned')).toBeUndefined()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
  expect(await page.evaluate(tooSmall)).toEqual([])
  await page.evaluate(axe.source)
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults
  expect(violations.map(({ id }) => id)).toEqual([])
})

/** What is hard to hit with a thumb, or hard to read. */
const tooSmall = `[...document.querySelectorAll('main *:not(svg *)')]
  .filter((node) => node.checkVisibility() && node.getBoundingClientRect().width > 1)
  .filter((node) => {
    const { width, height } = node.getBoundingClientRect()
    const target = node.matches('button, label, input:not([type=radio])')
    const text = [...node.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim())
    return (target && (width < 44 || height < 44)) ||
      (text && parseFloat(getComputedStyle(node).fontSize) < 16)
  })
  .map((node) => node.outerHTML.slice(0, 90))`
