import { Component } from 'preact';
import { AppContext, html } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { s } from '../ui/strings.js';
import { dayName } from '../ui/time.js';
import { messageOf } from '../ui/dialog.js';
import { UnsentRow } from './unsent.js';
import { MessageRow } from './row.js';
import { rows } from './rows.js';

const NEAR_END_PX = 60;
const LOAD_AT_PX = 1200;
const FLASH_MS = 2000;
const RETRY_MS = 3000;

/**
 * The messages of a room. The reader's place is kept by hand: the row at the top of the view stays where it is when
 * rows are added or removed above it, and a reader at the end stays at the end.
 */
export class MessageList extends Component {
  static contextType = AppContext;

  constructor(props) {
    super(props);
    const { unread, readSeq } = props.room.me ?? {};
    this.state = { newFrom: unread > 0 ? readSeq + 1 : undefined, active: undefined, announced: '' };
    this.isAtEnd = true;
    this.isLoading = false;
    this.retryAt = 0;
    this.sentAt = new Date().toISOString();
  }

  componentDidMount() {
    const { client } = this.context;
    this.unsubscribe = client.subscribe(() => this.clientChanged());
    this.resizes = new ResizeObserver(() => this.resized());
    this.resizes.observe(this.scroller);
    this.resizes.observe(this.list);
    this.onVisible = () => this.markRead();
    addEventListener('focus', this.onVisible);
    document.addEventListener('visibilitychange', this.onVisible);
    this.open(this.props.jump?.seq ?? this.state.newFrom);
  }

  componentWillUnmount() {
    this.unsubscribe();
    clearTimeout(this.retryTimer);
    this.resizes.disconnect();
    removeEventListener('focus', this.onVisible);
    document.removeEventListener('visibilitychange', this.onVisible);
    this.context.client.dispatch({ type: 'trim', roomId: this.props.room.id, keep: 'end' });
  }

  get window() {
    return this.context.client.state.windows[this.props.room.id];
  }

  /** Whether a panel covers the messages, as on a phone. Nothing has a place or is read then. */
  get isHidden() {
    return this.scroller.clientHeight === 0;
  }

  /** Renders when the messages of this room have changed, and loads them again after a reset. */
  clientChanged() {
    const { windows, outbox, connection } = this.context.client.state;
    const window = windows[this.props.room.id];
    if (connection.status === 'online' && this.status !== 'online') {
      this.status = connection.status;
      this.reconnected();
    }
    this.status = connection.status;
    if (!window && this.shown) {
      this.shown = undefined;
      this.open(undefined);
    }
    if (window !== this.shown || outbox !== this.shownOutbox) {
      this.setState({});
    }
  }

  /** Repeats what the lost connection may have swallowed: a page, or the report of what was read. */
  reconnected() {
    this.retryAt = 0;
    if (!this.window && this.state.error) {
      this.open(this.target?.seq);
    } else {
      this.markRead();
      this.setState({});
    }
  }

  // ---- loading

  /** Shows the end of the room, or the place of a message. */
  async open(seq) {
    const { client } = this.context;
    const { room } = this.props;
    const window = this.window;
    const isThere = seq
      ? window?.items.some(item => item.seq === seq)
      : window && !window.hasAfter;
    this.target = seq ? { seq, isJump: seq !== this.state.newFrom } : { end: true };
    if (isThere) {
      this.setState({});
      return;
    }
    await this.load(() => client.loadWindow(room.id, seq && Math.min(seq, Math.max(1, room.lastSeq))));
  }

  /** Loads messages. After a failure, the next attempt waits. */
  async load(request) {
    if (this.isLoading || Date.now() < this.retryAt) {
      return;
    }
    this.isLoading = true;
    try {
      await request();
      this.setState({ error: undefined });
    } catch (error) {
      const wait = Math.max(RETRY_MS, 1000 * (error.retryAfter ?? 0));
      this.retryAt = Date.now() + wait;
      clearTimeout(this.retryTimer);
      this.retryTimer = setTimeout(() => this.setState({}), wait + 100);
      this.setState({ error });
    } finally {
      this.isLoading = false;
    }
  }

  retry() {
    this.retryAt = 0;
    this.open(this.target?.seq);
  }

  async loadMore() {
    const { client } = this.context;
    const { id } = this.props.room;
    const window = this.window;
    if (!window || this.isLoading || this.target || this.isHidden) {
      return;
    }
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    if (scrollTop < LOAD_AT_PX && window.hasBefore) {
      await this.load(() => client.loadBefore(id));
      client.dispatch({ type: 'trim', roomId: id, keep: 'start' });
    } else if (scrollHeight - scrollTop - clientHeight < LOAD_AT_PX && window.hasAfter) {
      await this.load(() => client.loadAfter(id));
      client.dispatch({ type: 'trim', roomId: id, keep: 'end' });
    }
  }

  // ---- the reader's place

  getSnapshotBeforeUpdate() {
    if (!this.scroller || this.isAtEnd) {
      return null;
    }
    const top = this.scroller.getBoundingClientRect().top;
    for (const row of this.list.children) {
      const place = row.getBoundingClientRect();
      if (place.bottom > top && row.dataset.key) {
        return { row, key: row.dataset.key, offset: place.top - top };
      }
    }
    return null;
  }

  componentDidUpdate(previous, state, anchor) {
    const { jump } = this.props;
    if (jump !== previous.jump && jump) {
      this.open(jump.seq);
      return;
    }
    if (this.props.room.me?.joinedAt !== previous.room.me?.joinedAt) {
      this.markRead();
    }
    if (!this.window) {
      return;
    }
    const sent = this.shownOutbox
      .filter(item => item.roomId === this.props.room.id && !item.threadId && item.createdAt > this.sentAt)
      .at(-1);
    if (sent) {
      this.sentAt = sent.createdAt;
      this.toEnd();
      return;
    }
    if (this.target) {
      if (!this.isHidden) {
        this.showTarget();
      }
    } else if (this.isAtEnd && !this.window.hasAfter) {
      this.scroller.scrollTop = this.scroller.scrollHeight;
    } else if (anchor) {
      const row = anchor.row.isConnected
        ? anchor.row
        : this.list.querySelector(`[data-key="${CSS.escape(anchor.key)}"]`);
      if (row) {
        const offset = row.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
        this.scroller.scrollTop += offset - anchor.offset;
      }
    }
    this.announce();
    this.markRead();
    this.loadMore();
  }

  /** Shows the place that was asked for, once its messages are there. */
  showTarget() {
    const { seq, end, isJump } = this.target;
    if (end) {
      if (this.window.hasAfter) {
        if (!this.isLoading) {
          this.load(() => this.context.client.loadWindow(this.props.room.id));
        }
        return;
      }
      this.target = undefined;
      this.isAtEnd = true;
      this.scroller.scrollTop = this.scroller.scrollHeight;
      return;
    }
    const row = this.list.querySelector(`[data-seq="${seq}"]`);
    if (!row) {
      if (!this.isLoading) {
        this.target = undefined;
      }
      return;
    }
    this.target = undefined;
    const offset = row.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    this.scroller.scrollTop += offset - this.scroller.clientHeight * (isJump ? 0.4 : 0.2);
    this.updateEnd();
    if (isJump) {
      row.classList.add('flash');
      setTimeout(() => row.classList.remove('flash'), FLASH_MS);
    }
  }

  resized() {
    if (this.target && this.window && !this.isHidden) {
      this.showTarget();
    } else if (this.isAtEnd && !this.target) {
      this.scroller.scrollTop = this.scroller.scrollHeight;
    }
  }

  updateEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const isAtEnd = !this.window?.hasAfter && scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (isAtEnd !== this.isAtEnd) {
      this.isAtEnd = isAtEnd;
      this.setState({});
    }
  }

  scrolled() {
    this.updateEnd();
    this.loadMore();
    this.markRead();
  }

  toEnd() {
    if (this.window?.hasAfter) {
      this.open(undefined);
    } else {
      this.isAtEnd = true;
      this.scroller.scrollTop = this.scroller.scrollHeight;
      this.setState({});
    }
  }

  // ---- reading

  /** Reports the last message that the reader has on the screen. */
  markRead() {
    const { room, act } = this.props;
    const window = this.window;
    if (!window || this.target || !room.me || document.visibilityState !== 'visible' || !document.hasFocus()) {
      return;
    }
    if (this.isHidden || act.heldUnread.current === room.id) {
      return;
    }
    if (this.isAtEnd && !window.hasAfter) {
      this.context.client.read(room.id, window.items.at(-1)?.seq ?? 0);
      return;
    }
    const bottom = this.scroller.getBoundingClientRect().bottom;
    for (const row of [...this.list.querySelectorAll('[data-seq]')].reverse()) {
      if (row.getBoundingClientRect().bottom <= bottom) {
        this.context.client.read(room.id, Number(row.dataset.seq));
        return;
      }
    }
  }

  /** Gives new messages of others to screen readers, and no history. */
  announce() {
    const window = this.window;
    const last = window.items.at(-1);
    const before = this.announcedSeq;
    this.announcedSeq = Math.max(this.props.room.lastSeq, last?.seq ?? 0);
    if (before === undefined || !last || window.hasAfter || last.seq <= before) {
      return;
    }
    if (last.sender.id !== this.props.me.id && last.text) {
      this.setState({ announced: s.announced(last.sender.displayName, last.text) });
    }
    const isMarked = this.state.newFrom > (this.props.room.me?.readSeq ?? before);
    if (document.visibilityState !== 'visible' && !isMarked) {
      this.setState({ newFrom: before + 1 });
    }
  }

  // ---- keys

  keyed(event) {
    const moves = { ArrowUp: -1, ArrowDown: 1 };
    if (!(event.key in moves) || event.target.closest('input, textarea, [popover]')) {
      return;
    }
    event.preventDefault();
    const all = [...this.list.querySelectorAll('[data-seq]')];
    const current = event.target.closest('[data-seq]');
    const next = current ? all[all.indexOf(current) + moves[event.key]] : all.at(-1);
    next?.focus();
  }

  activate(event) {
    const key = event.target.closest?.('[data-key]')?.dataset.key;
    if (key !== this.state.active && !document.querySelector('[popover]:popover-open')) {
      this.setState({ active: key });
    }
  }

  render({ room, me, act }, { newFrom, active, error, announced }) {
    const { client } = this.context;
    const window = this.window;
    this.shown = window;
    this.shownOutbox = client.state.outbox;
    const unsent = this.shownOutbox.filter(item => item.roomId === room.id && !item.threadId);
    const items = window ? rows(window.items, newFrom, me.id) : [];
    const confirmed = new Set(window?.items.map(item => item.clientId));
    const tabStop = active ?? items.findLast(row => row.type === 'message')?.key;
    const isEmpty = window && window.items.length === 0 && unsent.length === 0;
    return html`<div class="messages">
      <div
        class="message-scroll"
        ref=${element => (this.scroller = element)}
        onScroll=${() => this.scrolled()}
        onKeyDown=${event => this.keyed(event)}
        onPointerOver=${event => this.activate(event)}
        onFocusIn=${event => this.activate(event)}
      >
        ${!window && !error && html`<${MessageSkeleton} />`}
        ${error && !window &&
        html`<p class="list-state" role="alert">
          ${messageOf(error)}
          <button type="button" class="link" onClick=${() => this.retry()}>${s.retry}</button>
        </p>`}
        ${window && !window.hasBefore && html`<${RoomStart} room=${room} />`}
        <ol class="message-list" ref=${element => (this.list = element)} aria-label=${s.messages}>
          ${items.map(row => this.row(row, tabStop, active))}
          ${!window?.hasAfter &&
          unsent
            .filter(item => !confirmed.has(item.clientId))
            .map(item => html`<${UnsentRow} key=${item.clientId} item=${item} me=${me} />`)}
        </ol>
        ${isEmpty && html`<p class="list-state muted">${s.noMessages}</p>`}
      </div>
      ${window && (!this.isAtEnd || window.hasAfter) &&
      html`<button type="button" class="to-end" onClick=${() => this.toEnd()}>
        <${Icon} name="arrow-down" size=${16} />${s.jumpToLatest}
        ${room.me?.unread > 0 && html`<span class="badge attention">${room.me.unread}</span>`}
      </button>`}
      <div class="visually-hidden" aria-live="polite">${announced}</div>
    </div>`;
  }

  row(row, tabStop, active) {
    const { room, me, act } = this.props;
    if (row.type === 'day') {
      return html`<li class="day-line" key=${row.key} data-key=${row.key}><span>${dayName(row.at)}</span></li>`;
    }
    if (row.type === 'new') {
      return html`<li class="new-line" key=${row.key} data-key=${row.key}><span>${s.newMessages}</span></li>`;
    }
    return html`<${MessageRow}
      key=${row.key}
      rowKey=${row.key}
      message=${row.message}
      isGrouped=${row.isGrouped}
      isActive=${row.key === active}
      isTabStop=${row.key === tabStop}
      role=${room.me?.role}
      isDirect=${room.kind === 'direct'}
      me=${me}
      act=${act}
    />`;
  }
}

function RoomStart({ room }) {
  return html`<div class="room-start">
    <h2 dir="auto">${room.peer ? room.peer.displayName : room.name}</h2>
    <p class="muted">${room.kind === 'direct' ? s.directStart(room.peer.displayName) : s.roomStart(room.name)}</p>
  </div>`;
}

function MessageSkeleton() {
  return html`<div class="message-skeleton" role="status" aria-label=${s.loading}>
    ${[60, 40, 75, 50, 65].map(
      width => html`<div class="skeleton-row">
        <span class="skeleton circle" />
        <span class="skeleton-lines"><span class="skeleton w20" /><span class=${`skeleton w${width}`} /></span>
      </div>`,
    )}
  </div>`;
}
