// What only the browser can do for forms: the keys of a combobox, Enter to save, the focus. Ctrl+S and the way back are in lists.js.
import { isText } from './lists.js';

document.addEventListener('keydown', e => {
    // The arrow keys walk the list, not the text; Enter picks.
    if (e.target.matches?.('[role=combobox]') && (/^Arrow(Up|Down)$/.test(e.key) || e.key === 'Enter')) {
        e.preventDefault();
    } else if (e.key === 'Enter' && !e.isComposing && e.target.matches?.('.fields-grid input:not([readonly])')) {
        document.querySelector('[data-save]:not(:disabled)')?.click();
    }
});

// What stands in a combobox is replaced by typing, as in a list to choose from.
document.addEventListener('focusin', e => {
    if (e.target.matches?.('[role=combobox]:not([readonly])')) {
        e.target.select();
    }
});

/** Nothing to do: the script is there. */
export function load() {
}

/** The first box of an empty form; somebody may be typing into another one already. */
export function focusField() {
    if (!isText(document.activeElement)) {
        document.querySelector('.fields-grid .input')?.focus();
    }
}

export function focusFirst(selector) {
    const element = document.querySelector(selector);
    element?.focus();
    element?.scrollIntoView({ block: 'nearest' });
}

/** The text of a box, which the server has not from the box itself. */
export function write(box, text) {
    if (box && box.value !== text) {
        box.value = text;
    }
}

/** Scrolls a list of options so that one is in sight; a virtual list draws it then. */
export function showOption(list, index) {
    const height = list.querySelector('[role=option]')?.offsetHeight ?? 36;
    const top = index * height;
    if (top < list.scrollTop) {
        list.scrollTop = top;
    } else if (top + height > list.scrollTop + list.clientHeight) {
        list.scrollTop = top + height - list.clientHeight;
    }
}
