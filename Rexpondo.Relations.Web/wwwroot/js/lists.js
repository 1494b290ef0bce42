// What only the browser can do for lists: keys, the third state of a checkbox, the address, the scroll position, a download.
// Everything else is drawn by the server.

// --- keys and clicks, once for the whole page ---------------------------------------------------------------------

export const isText = el => el instanceof HTMLInputElement && /^(search|text|password|email|tel|url)$/.test(el.type)
    || el instanceof HTMLTextAreaElement || el?.isContentEditable;
const dialogOpen = () => document.querySelector('[role=dialog], [role=alertdialog]');

function clear(box) {
    if (box && box.value !== '') {
        box.value = '';
        box.dispatchEvent(new Event('input', { bubbles: true }));
    }
}

document.addEventListener('keydown', e => {
    if (e.key === '/' && !e.ctrlKey && !e.metaKey && !e.altKey && !isText(e.target) && !dialogOpen()) {
        const box = document.querySelector('input[type=search]:not(:disabled)');
        if (box) {
            e.preventDefault();
            box.focus();
            box.select();
        }
    } else if (e.key === 'Escape' && e.target.matches?.('input[type=search]')) {
        e.preventDefault();
        clear(e.target);
    } else if (e.key.toLowerCase() === 's' && (e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey) {
        const save = document.querySelector('[data-save]:not(:disabled)');
        if (save && !dialogOpen()) {
            e.preventDefault();
            save.click();
        }
    } else if (e.key === 'Enter' && !e.isComposing && e.target.matches?.('input[data-reason]')) {
        const save = document.querySelector('[data-save]:not(:disabled)');
        e.preventDefault(); // the key would press the button once more
        save?.focus(); // the box goes with the last unsaved change
        save?.click();
    } else if (e.target.matches?.('table.matrix input[type=checkbox]')) {
        moveInTable(e);
    }
});

// Arrow keys walk the boxes of a matrix; Tab leaves it row by row as everywhere.
function moveInTable(e) {
    const cell = e.target.closest('td,th');
    const row = cell.parentElement;
    const boxes = tr => [...tr.querySelectorAll('input[type=checkbox]')];
    const column = boxes(row).indexOf(e.target);
    let next = null;
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
        const rows = [...row.closest('table').querySelectorAll('tr')].filter(tr => !tr.hidden && boxes(tr).length > 0);
        next = boxes(rows[rows.indexOf(row) + (e.key === 'ArrowDown' ? 1 : -1)] ?? row)[column];
    } else if (e.key === 'ArrowRight' || e.key === 'ArrowLeft') {
        next = boxes(row)[column + (e.key === 'ArrowRight' ? 1 : -1)];
    } else {
        return;
    }
    e.preventDefault();
    next?.focus();
}

document.addEventListener('click', e => {
    const x = e.target.closest?.('[data-clear]');
    if (x) {
        const box = x.parentElement.querySelector('input');
        clear(box);
        box.focus();
    }
});

// Whoever leaves by a click leaves the address as it is to be on the way back.
document.addEventListener('click', () => waiting && writeAddress(), { capture: true });

// A detail page leads back to where one came from: the address as it is at the click, search and row included.
for (const type of ['click', 'auxclick']) {
    document.addEventListener(type, e => {
        const link = e.target.closest?.('a[data-from]');
        if (link) {
            const url = new URL(link.href);
            url.searchParams.set('from', location.pathname + location.search);
            link.href = url.pathname + url.search;
        }
    }, { capture: true });
}

// A box whose text is taken with Enter is empty at once, so that what is typed next begins a new text.
document.addEventListener('keydown', e => {
    if (e.key === 'Enter' && e.target.matches?.('input[data-taken]')) {
        const box = e.target;
        setTimeout(() => { box.value = ''; });
    }
});

/** Nothing to do: being loaded is all. */
export function load() {
}

// --- one list --------------------------------------------------------------------------------------------------------

/** The third state of a header checkbox is a property; there is no attribute for it. */
export function mixed(box, on) {
    if (box) {
        box.indeterminate = on;
    }
}

/** What a header checkbox shows, after clicks that the server may not have heard. */
export function header(box, on, third) {
    if (box) {
        box.checked = on;
        box.indeterminate = third;
    }
}

let waiting = null;

/** Puts the query into the address in place, once typing has rested: no navigation, no entry in the history. */
export function address(parameters) {
    if (waiting?.path === location.pathname) {
        parameters = { ...waiting.parameters, ...parameters };
    }
    clearTimeout(waiting?.timer);
    waiting = { path: location.pathname, parameters, timer: setTimeout(writeAddress, 250) };
}

function writeAddress() {
    const { path, parameters, timer } = waiting ?? {};
    clearTimeout(timer);
    waiting = null;
    if (path !== location.pathname) {
        return;
    }
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(parameters)) {
        // At the end: the same choices make the same address, in whatever order they were made.
        url.searchParams.delete(name);
        if (value !== null) {
            url.searchParams.append(name, value);
        }
    }
    if (url.href !== location.href) {
        try {
            history.replaceState(history.state, '', url);
        } catch {
            // Some browsers refuse too many in a short time; the next one says it all.
        }
    }
}

/** Shift+click on a box ticks the rows between; the server decides which. */
export function ranges(table, screen) {
    table.addEventListener('click', e => {
        if (e.shiftKey && e.target.matches('tbody input[type=checkbox]:not(:disabled)')) {
            e.preventDefault();
            const row = e.target.closest('tr');
            screen.invokeMethodAsync('ClickRangeAsync', Number(row.dataset.id), Number(e.target.dataset.bit), e.target.checked);
        }
    }, { capture: true });
}

/** Keeps the first visible row in the address once scrolling has rested, and goes to a row at the start. */
export function position(scroller, rowIndex) {
    let timer = 0;
    const scrolled = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
            if (scroller.isConnected) {
                address({ row: scroller.scrollTop > 0 ? firstVisible(scroller) : null });
            }
        }, 300);
    };
    scroller.addEventListener('scroll', scrolled, { passive: true });
    if (rowIndex > 0) {
        goTo(scroller, rowIndex);
    } else if (scroller.scrollTop > 0) {
        scrolled(); // somebody was faster than this script
    }
}

const headHeight = scroller => scroller.querySelector('thead')?.offsetHeight ?? 0;

function firstVisible(scroller) {
    const top = scroller.getBoundingClientRect().top + headHeight(scroller);
    return [...scroller.querySelectorAll('[data-id]')].find(row => !row.hidden && row.getBoundingClientRect().bottom > top + 4)?.dataset.id ?? null;
}

/**
 * Scrolls to a row by its position, waiting until the list is long enough: a virtual list grows after its first answer.
 * With focusId the row's link gets the focus, and the list only scrolls if the row is not in sight: first to where it stood,
 * with the row topIndex on top, and to the row itself if it does not appear there.
 */
export function goTo(scroller, rowIndex, focusId, topIndex) {
    const started = performance.now();
    const passed = () => performance.now() - started;
    const late = () => passed() > 3000;
    const focus = () => {
        const link = scroller.querySelector(`[data-id="${focusId}"] a`);
        link?.focus();
        return link;
    };
    const step = () => {
        if (focusId && focus()) {
            // The router puts the focus on the heading once it has drawn the page; the row has the last word, but takes it from
            // no box somebody has gone to meanwhile.
            setTimeout(() => isText(document.activeElement) || focus(), 100);
            return;
        }
        const height = scroller.querySelector('[data-id]:not([hidden])')?.offsetHeight ?? 32;
        const wanted = Math.max(0, (topIndex >= 0 && passed() < 500 ? topIndex : rowIndex) * height);
        if (scroller.scrollHeight >= wanted + height || late()) {
            scroller.scrollTop = wanted;
            if (focusId && !late()) {
                requestAnimationFrame(step);
            }
        } else {
            requestAnimationFrame(step);
        }
    };
    requestAnimationFrame(step);
}

/** Puts the focus on the heading of a page that was gone to, but never takes it from a box somebody is typing into. */
export function focusHeading() {
    const heading = document.querySelector('h1');
    if (heading && !isText(document.activeElement)) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
    }
}

/** Downloads a file; the page stays. */
export function download(address) {
    const link = document.createElement('a');
    link.href = address;
    link.download = '';
    link.click();
}

/** Loads another page of this server. */
export function leave(address) {
    location.assign(address);
}
