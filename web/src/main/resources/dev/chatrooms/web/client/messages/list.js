import { Component } from 'preact';
import { AppContext, html } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { s } from '../ui/strings.js';
import { dayName, locale } from '../ui/time.js';
import { messageOf } from '../ui/errors.js';
import { Skeleton } from '../ui/later.js';
import { activeRow } from './active.js';
import { UnsentRow } from './unsent.js';
import { MessageRow, moveInList } from './row.js';
import { rows } from './rows.js';
import { summary } from './summary.js';

const NEAR_END_PX = 60;
const LOAD_AT_PX = 1200;
/** A page counts on arrival if the reader is still this close to where it belongs. */
const KEEP_AT_PX = 3 * LOAD_AT_PX;
/** The part of the list that has to be on the screen for its messages to be read. */
const IN_VIEW = 0.4;
const FLASH_MS = 2000;
const RETRY_MS = 3000;
/** Today becomes yesterday at midnight. A timer until then would be late after a sleep of the computer. */
const DAY_CHECK_MS = 60_000;
/** Of many messages that arrive together, the last ones are announced. */
const MAX_ANNOUNCED = 3;

/**
 * The messages of a room. The reader's place is kept by hand: the row at the top of the view stays where it is when
 * rows are added or removed above it, and a reader at the end stays at the end.
 */
export class MessageList extends Component {
  static contextType = AppContext;

  constructor(props) {
    super(props);
    const { unread, readSeq } = props.room.me ?? {};
    this.state = { newFrom: unread > 0 ? readSeq + 1 : undefined, active: undefined, announced: [] };
    this.activation = activeRow(() => this.state.active, active => this.setState({ active }));
    this.isAtEnd = true;
    this.endTop = 0;
    this.loading = undefined;
    this.retryAt = 0;
    this.sent = new Set();
  }

  componentDidMount() {
    const { client } = this.context;
    client.viewed(this.props.room.id, 'end');
    this.sent = new Set(this.unsent.map(item => item.clientId));
    this.unsubscribe = client.subscribe(() => this.clientChanged());
    this.resizes = new ResizeObserver(() => this.resized());
    this.resizes.observe(this.scroller);
    this.resizes.observe(this.list);
    this.onVisible = () => this.markRead();
    // In the page of a host, the room may be far below what is on the screen.
    this.views = new IntersectionObserver(entries => {
      this.isInView = entries.at(-1).isIntersecting;
      this.markRead();
    }, { threshold: IN_VIEW });
    this.views.observe(this.scroller);
    this.days = setInterval(() => this.setState({}), DAY_CHECK_MS);
    addEventListener('focus', this.onVisible);
    document.addEventListener('visibilitychange', this.onVisible);
    const { jump } = this.props;
    this.open(jump?.seq ?? this.state.newFrom, Boolean(jump));
  }

  componentWillUnmount() {
    this.unsubscribe();
    clearTimeout(this.retryTimer);
    clearInterval(this.days);
    this.resizes.disconnect();
    this.views.disconnect();
    removeEventListener('focus', this.onVisible);
    document.removeEventListener('visibilitychange', this.onVisible);
    this.context.client.viewed(this.props.room.id, undefined);
  }

  get window() {
    return this.context.client.state.windows[this.props.room.id];
  }

  /** The messages of this room that no event has confirmed yet. */
  get unsent() {
    return this.shownOutbox.filter(item => item.roomId === this.props.room.id && !item.threadId);
  }

  /** Whether a panel covers the messages, as on a phone. Nothing has a place or is read then. */
  get isHidden() {
    return this.scroller.clientHeight === 0;
  }

  /** Renders when the messages of this room have changed, and loads them again at the same place after a reset. */
  clientChanged() {
    const { rooms, windows, outbox, connection } = this.context.client.state;
    if (!rooms[this.props.room.id]) {
      return;
    }
    const window = windows[this.props.room.id];
    if (connection.status === 'online' && this.status !== 'online') {
      this.status = connection.status;
      this.reconnected();
    }
    this.status = connection.status;
    if (!window && this.shown) {
      this.shown = undefined;
      this.open(this.isAtEnd ? undefined : Number(this.topRow(row => row.dataset.seq)?.dataset.seq), false);
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
  async open(seq, isJump = seq !== this.state.newFrom) {
    const { client } = this.context;
    const { room } = this.props;
    const window = this.window;
    const isThere = seq
      ? window?.items.some(item => item.seq === seq)
      : window && !window.hasAfter;
    this.target = seq ? { seq, isJump } : { end: true };
    if (isThere) {
      this.setState({});
      return;
    }
    const { lastSeq } = client.state.rooms[room.id];
    await this.request(() => client.loadWindow(room.id, seq && Math.min(seq, Math.max(1, lastSeq))));
  }

  /** Loads messages, unless others are loaded already. After a failure, the next attempt waits. */
  async load(request) {
    if (!this.loading && performance.now() >= this.retryAt) {
      await this.request(request);
    }
  }

  /** Loads messages. Only the last request counts. */
  async request(request) {
    const mine = {};
    this.loading = mine;
    try {
      await request();
      if (mine === this.loading) {
        this.setState({ error: undefined });
      }
    } catch (error) {
      if (mine !== this.loading) {
        return;
      }
      const wait = Math.max(RETRY_MS, 1000 * (error.retryAfter ?? 0));
      this.retryAt = performance.now() + wait;
      clearTimeout(this.retryTimer);
      this.retryTimer = setTimeout(() => this.setState({}), wait + 100);
      this.setState({ error });
    } finally {
      if (mine === this.loading) {
        this.loading = undefined;
      }
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
    if (!window || this.loading || this.target || this.isHidden) {
      return;
    }
    if (this.fromStart < LOAD_AT_PX && window.hasBefore) {
      await this.load(() => client.loadBefore(id, () => this.scroller && !this.target && this.fromStart < KEEP_AT_PX));
    } else if (this.fromEnd < LOAD_AT_PX && window.hasAfter) {
      await this.load(() => client.loadAfter(id, () => this.scroller && !this.target && this.fromEnd < KEEP_AT_PX));
    }
  }

  /** The height of the messages above the view. */
  get fromStart() {
    return this.scroller.scrollTop;
  }

  /** The height of the messages below the view. */
  get fromEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  // ---- the reader's place

  getSnapshotBeforeUpdate() {
    if (!this.scroller || this.staysAtEnd()) {
      return null;
    }
    // The lines between messages come and go with the pages, and the first message loses its heading.
    const first = this.list.querySelector('.message');
    const isSteady = other => other !== first && other.classList.contains('message');
    const row = this.topRow(isSteady) ?? first;
    return row ? { row, key: row.dataset.key, offset: this.offset(row) } : null;
  }

  /** The first row in the view that fulfils a condition. */
  topRow(condition) {
    const top = this.scroller.getBoundingClientRect().top;
    return [...this.list.children].find(row => condition(row) && row.getBoundingClientRect().bottom > top);
  }

  /** Returns how far a row is below the top of the view. */
  offset(row) {
    return row.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
  }

  componentDidUpdate(previous, state, anchor) {
    const { jump } = this.props;
    if (jump !== previous.jump && jump) {
      this.open(jump.seq, true);
      return;
    }
    if (this.props.room.me?.joinedAt !== previous.room.me?.joinedAt) {
      this.markRead();
    }
    if (!this.window) {
      return;
    }
    const { sent } = this;
    this.sent = new Set(this.unsent.map(item => item.clientId));
    if ([...this.sent].some(clientId => !sent.has(clientId))) {
      this.toEnd();
      return;
    }
    if (this.target) {
      if (!this.isHidden) {
        this.showTarget();
      }
    } else if (this.isAtEnd && !this.window.hasAfter) {
      this.scrollToEnd();
    } else if (anchor) {
      const row = anchor.row.isConnected
        ? anchor.row
        : this.list.querySelector(`[data-key="${CSS.escape(anchor.key)}"]`);
      if (row) {
        this.scroller.scrollTop += this.offset(row) - anchor.offset;
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
        if (!this.loading) {
          this.load(() => this.context.client.loadWindow(this.props.room.id));
        }
        return;
      }
      this.target = undefined;
      this.setAtEnd(true);
      this.scrollToEnd();
      return;
    }
    const row = this.list.querySelector(`[data-seq="${seq}"]`);
    if (!row) {
      if (!this.loading) {
        this.target = undefined;
      }
      return;
    }
    this.target = undefined;
    this.scroller.scrollTop += this.offset(row) - this.scroller.clientHeight * (isJump ? 0.4 : 0.2);
    this.updateEnd();
    if (isJump) {
      row.classList.add('flash');
      setTimeout(() => row.classList.remove('flash'), FLASH_MS);
    }
  }

  resized() {
    if (this.target && this.window && !this.isHidden) {
      this.showTarget();
    } else if (!this.target && this.staysAtEnd()) {
      this.scrollToEnd();
    }
  }

  updateEnd() {
    const isAtEnd = !this.window?.hasAfter && this.fromEnd < NEAR_END_PX;
    if (isAtEnd !== this.isAtEnd) {
      this.setAtEnd(isAtEnd);
      this.setState({});
    }
  }

  scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.endTop = this.scroller.scrollTop;
  }

  /** Whether the reader is still at the end: the event of a scrolling comes later than what it did. */
  staysAtEnd() {
    const hasLeft = this.fromEnd >= NEAR_END_PX && this.scroller.scrollTop < this.endTop - NEAR_END_PX;
    if (this.isAtEnd && !this.target && hasLeft) {
      this.setAtEnd(false);
    }
    return this.isAtEnd;
  }

  setAtEnd(isAtEnd) {
    this.isAtEnd = isAtEnd;
    this.context.client.viewed(this.props.room.id, isAtEnd ? 'end' : 'middle');
  }

  /** The reader of a long message does not want its end. */
  leaveEnd() {
    this.setAtEnd(false);
    this.setState({});
  }

  /** The event may come after the list has left the page. */
  scrolled() {
    if (!this.scroller) {
      return;
    }
    this.updateEnd();
    this.loadMore();
    this.markRead();
  }

  toEnd() {
    if (this.window?.hasAfter) {
      this.open(undefined);
    } else {
      this.setAtEnd(true);
      this.scrollToEnd();
      this.setState({});
    }
  }

  // ---- reading

  /** Reports the last message on the screen. */
  markRead() {
    const { room, act } = this.props;
    const window = this.window;
    if (!window || this.target || !room.me || document.visibilityState !== 'visible' || !document.hasFocus()) {
      return;
    }
    if (this.isHidden || !this.isInView || act.heldUnread.current === room.id) {
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

  /** Gives new messages of others to screen readers. */
  announce() {
    const window = this.window;
    const last = window.items.at(-1);
    const before = this.announcedSeq;
    this.announcedSeq = Math.max(this.props.room.lastSeq, last?.seq ?? 0);
    if (before === undefined || !last || window.hasAfter || last.seq <= before) {
      return;
    }
    const { me } = this.props;
    const news = window.items.filter(item => item.seq > before && item.sender.id !== me.id && !item.deletedAt);
    if (news.length > 0) {
      this.setState({ announced: news.slice(-MAX_ANNOUNCED).map(item => item.id) });
    }
    const isMarked = this.state.newFrom > (this.props.room.me?.readSeq ?? before);
    if (document.visibilityState !== 'visible' && !isMarked) {
      this.setState({ newFrom: before + 1 });
    }
  }

  render({ room, me, act }, { newFrom, active, error, announced }) {
    const { client } = this.context;
    const window = this.window;
    this.shown = window;
    this.shownOutbox = client.state.outbox;
    const { unsent } = this;
    const items = window ? rows(window.items, newFrom, me.id) : [];
    const confirmed = new Set(window?.items.map(item => item.clientId));
    const tabStop = items.some(row => row.key === active) ? active : items.findLast(row => row.type === 'message')?.key;
    const isEmpty = window && window.items.length === 0 && unsent.length === 0;
    return html`<div class="messages">
      <div
        class="message-scroll"
        ref=${element => (this.scroller = element)}
        onScroll=${() => this.scrolled()}
        onKeyDown=${moveInList}
        onClickCapture=${event => event.target.matches('.show-more') && this.leaveEnd()}
        ...${this.activation}
      >
        ${!window && !error && html`<${Skeleton} />`}
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
      <div class="visually-hidden" role="log" aria-live="polite" aria-relevant="additions">
        ${window?.items
          .filter(({ id, deletedAt }) => announced.includes(id) && !deletedAt)
          .map(item => html`<p key=${item.id}>${s.announced(item.sender.displayName, summary(item))}</p>`)}
      </div>
    </div>`;
  }

  row(row, tabStop, active) {
    const { room, me, act } = this.props;
    if (row.type === 'day') {
      return html`<li class="day-line" key=${row.key} data-key=${row.key}>
        <span lang=${locale}>${dayName(row.at)}</span>
      </li>`;
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
