/** A form opens under the hand that opened it: as a `ref` of its first field. */
export function focusOnce(element: HTMLElement | null): void {
  if (element === null || element.dataset['seen'] === 'yes') return;
  element.dataset['seen'] = 'yes';
  element.focus();
}
