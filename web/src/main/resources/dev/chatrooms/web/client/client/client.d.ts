/**
 * The types of `/client.js`. The objects of the API have the fields of their schemas in `/openapi.yaml`; those that
 * clients use most are named here.
 */

/** A client of one account: it connects, resumes, and keeps the state up to date. */
export class ChatClient {
  constructor(options: ClientOptions);

  /** What is known of the account's rooms and people. It is replaced with each change, and never changed itself. */
  readonly state: State;
  /** Calls that have no method of their own: `client.http.get('me/files')`. */
  readonly http: Http;
  readonly connection: Connection;
  readonly sender: Outbox;
  readonly deletions: Deletions;
  /** The messages that the server has not stored yet. Signing out loses them. */
  readonly unsent: Draft[];

  /** Calls a function after each change of the state, and returns a function that ends it. */
  subscribe(listener: () => void): () => void;
  /** Changes the state by an action of the reducer. */
  dispatch(action: Action): void;

  /** Connects if there is a session. Returns whether there is one. */
  resume(): Promise<boolean>;
  /** Starts a session with the login cookie, and connects. */
  signIn(username: string, password: string): Promise<void>;
  /** Creates an account and signs in. */
  register(registration: Registration): Promise<void>;
  /** Ends the session on the server and here. */
  signOut(): Promise<void>;
  /** Forgets the account without signing it out. Its unsent messages stay in the storage. */
  close(): void;
  /** Closes the connection. The state stays as it is. */
  stop(): void;

  /** Returns all items of a list, up to a thousand. */
  all<Item = object>(path: string, query?: Query): Promise<Item[]>;

  /** Loads a public room that the account is no member of. */
  loadRoom(roomId: string): Promise<void>;
  /** Loads the newest messages of a room, or those around a `seq`, into `state.windows`. */
  loadWindow(roomId: string, around?: number): Promise<boolean>;
  /** Extends the window of a room towards its start, unless `isWanted` answers false once the page is there. */
  loadBefore(roomId: string, isWanted?: () => boolean): Promise<boolean>;
  /** Extends the window of a room towards its end. */
  loadAfter(roomId: string, isWanted?: () => boolean): Promise<boolean>;
  /** Notes where the reader of a room, or of a thread by its root's id, is; undefined once it is off the screen. */
  viewed(roomOrRootId: string, place?: 'end' | 'middle'): void;
  /** Loads a thread, up to its end or its first ten thousand replies, into `state.threads`. */
  loadThread(rootId: string): Promise<void>;
  /** Extends a thread towards its start. */
  loadRepliesBefore(rootId: string): Promise<void>;
  /** Extends a thread towards its end. */
  loadRepliesAfter(rootId: string): Promise<void>;
  /** Loads the members of a room, at most the first thousand, and their presence into `state.members`. */
  loadMembers(roomId: string): Promise<void>;
  /**
   * Loads a page of the members of a room, whose names contain the words of a search, beside those in `state.members`.
   * Returns the cursor of the following page as `next`.
   */
  loadMemberPage(
    roomId: string,
    query?: { search?: string; cursor?: string; limit?: number },
  ): Promise<{ items: Member[]; next?: string }>;
  /** Loads the read markers of a room into `state.reads`. */
  loadReads(roomId: string): Promise<void>;
  /** Loads the presence of up to 200 accounts into `state.presence`. */
  loadPresence(userIds: string[]): Promise<void>;

  /** Sends a message: it is in `state.outbox` until its event arrives, also over lost connections. */
  send(roomId: string, message: NewMessage): void;
  /** Replaces the text of a message. */
  edit(messageId: string, text: string): Promise<Message>;
  /** Deletes a message. */
  remove(messageId: string): Promise<null>;
  /** Adds a reaction, or removes it. */
  react(messageId: string, emoji: string, on: boolean): Promise<null>;
  /** Pins a message, or unpins it. */
  pin(messageId: string, on: boolean): Promise<null>;
  /** Moves the read marker forward. Reports in quick succession are merged. */
  read(roomId: string, seq: number): void;
  /** Marks the messages after a `seq` as unread. */
  markUnread(roomId: string, seq: number): Promise<{ readSeq: number; unread: number }>;
  /** Reports that the user types, at most every three seconds. */
  typing(roomId: string): void;

  /** Creates a room of which the account is the owner. */
  createRoom(room: NewRoom): Promise<Room>;
  /** Opens the direct room with a user, by id or username. */
  directRoom(user: string): Promise<Room>;
  /** Joins a public room. */
  join(roomId: string): Promise<Room>;
  /** Joins a room by the code of an invite. */
  acceptInvite(code: string): Promise<Room>;
  /** Leaves a room. */
  leave(roomId: string): Promise<void>;
  /** Changes the account's own settings of a room. */
  changeMembership(roomId: string, settings: { muted?: boolean; favourite?: boolean }): Promise<Room>;
}

export interface ClientOptions {
  /** The address of the server, with its path and a slash at the end. */
  server: string;
  /**
   * Returns an access token; without this function, the login cookie counts. It gets the token that the server has just
   * refused, and returns another one if it can.
   */
  token?: (refused?: string) => string | Promise<string>;
  /** Keeps unsent messages over a reload, for example `localStorage`. */
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Gets what a listener throws, and faults of the client. */
  onError?: (error: Error) => void;
  /** Replaces `fetch`. */
  fetch?: typeof fetch;
  /** Opens a socket, where there is no `WebSocket`. */
  open?: (url: string) => WebSocket;
}

/** The state of a client. It is immutable: the reducer returns a new object, and shares what has not changed. */
export interface State {
  readonly connection: Status;
  /** The account; null without a session. */
  readonly me: Account | null;
  /** Where to resume. */
  readonly cursor: string | null;
  /** Grows with each event. */
  readonly revision: number;
  /** Whether a welcome has arrived. */
  readonly loaded: boolean;
  /** The account's rooms, and public rooms that are being read, by id. */
  readonly rooms: ById<Room>;
  /** The loaded messages, by room. */
  readonly windows: ById<Window>;
  /** The threads on the screen, by the id of their root. */
  readonly threads: ById<Thread>;
  /** By room and account, of rooms whose members are loaded. */
  readonly members: ById<ById<Member>>;
  /** When a typing signal expires, by room and account. */
  readonly typing: ById<ById<number>>;
  /** The read markers of other members, by room and account. */
  readonly reads: ById<ById<number>>;
  /** The addresses of pictures that have changed, by account: senders of messages have none. */
  readonly avatars: ById<string>;
  /** By account. */
  readonly presence: ById<'online' | 'away' | 'offline'>;
  /** Profiles, by account. */
  readonly contacts: ById<Profile>;
  /** Profiles, by account. */
  readonly blocks: ById<Profile>;
  /** Messages that no event has confirmed yet, oldest first. */
  readonly outbox: Draft[];
  /** The revision of the last event of a room that found nothing to change. */
  readonly missed: ById<number>;
  /** The revision of the last event of a room. */
  readonly roomsAt: ById<number>;
  /** The revision of the last event about the members of a room. */
  readonly membersAt: ById<number>;
  /** The revision of the last event about contacts, blocks or profiles. */
  readonly peopleAt: number;
  /** The revision of the last welcome that replaced the state. */
  readonly freshAt: number;
  /** Where the reader is in the rooms and threads that are on the screen. */
  readonly readers: ById<'end' | 'middle'>;
}

export type ById<Value> = { readonly [id: string]: Value };

export interface Status {
  status: 'connecting' | 'online' | 'waiting' | 'refused' | 'signedOut';
  /** When a waiting client connects again, in milliseconds since 1970. */
  retryAt?: number;
  /** The close code of a refused connection. */
  code?: number;
  /** Why the session has ended: `session_ended` or `other_account`; absent for a sign-out. */
  reason?: string;
}

/** Loaded messages of a room. */
export interface Window {
  /** Consecutive messages by `seq`, at most 300. */
  items: Message[];
  /** Whether the room has older ones. */
  hasBefore: boolean;
  /** Whether the room has newer ones; false for a window that new messages extend. */
  hasAfter: boolean;
}

export interface Thread {
  root: Message;
  /** Consecutive replies by `seq`. */
  items: Message[];
  /** Whether the thread has older ones. */
  hasBefore: boolean;
  /** Whether the thread has newer ones; false for a thread that new replies extend. */
  hasAfter: boolean;
  /** The cursor of a page with the first newer one. */
  next?: string;
  /** The starts of pages that have been loaded. */
  starts: { cursor?: string; seq: number }[];
}

/** A message that no event has confirmed yet. */
export interface Draft {
  clientId: string;
  roomId: string;
  /** Empty for a message with files only. */
  text?: string;
  attachments?: ChatFile[];
  replyTo?: Reply;
  threadId?: string;
  createdAt: string;
  status: 'pending' | 'sent' | 'failed';
  /** Why it was refused. */
  error?: { code: string; detail: string };
}

/** A message to send, with files that `upload` has returned. */
export interface NewMessage {
  text?: string;
  attachments?: ChatFile[];
  replyTo?: Reply;
  threadId?: string;
}

/** An action of the reducer, by its `type`, with the values that it needs. */
export type Action = { type: string; [value: string]: unknown };

/** Returns the state after an action. It is a pure function: the time comes with the action. */
export function reduce(state: State, action: Action): State;

/** The state at the start. */
export const EMPTY: State;

/** Uploads a file, for the attachments of a message. The progress is from 0 to 1. It needs a browser. */
export function upload(
  http: Http,
  file: File,
  options?: { onProgress?: (part: number) => void; signal?: AbortSignal },
): Promise<ChatFile>;

/** A refused or failed request. */
export class ApiError extends Error {
  constructor(problem: { status: number; code: string; detail: string; errors?: FieldError[]; retryAfter?: number });
  /** The status of the response; 0 without one. */
  status: number;
  /** The code of the problem, see `/docs/errors`; `offline` if there was no response. */
  code: string;
  /** A sentence for people. */
  detail: string;
  /** The invalid fields. */
  errors?: FieldError[];
  /** The seconds after which to try again. */
  retryAfter?: number;
  /** Returns the message for a field that is invalid. */
  field(name: string): string | undefined;
}

export interface FieldError {
  field: string;
  code: string;
  message: string;
}

export type Query = { [name: string]: string | number | boolean | null | undefined };

/** Calls the HTTP API. A request that is refused with 401 is repeated once with another token, or after a refresh. */
export class Http {
  constructor(options: {
    base: string;
    token?: (refused?: string) => string | Promise<string>;
    owner?: () => string | undefined;
    signedOut: () => void;
    refreshed?: (account: Account) => void;
    fetch?: typeof fetch;
  });
  /** The address of the API, with a slash at the end. */
  readonly base: string;
  /** Returns the body of a response. The path is relative to `/api/v1/`. */
  get<Body = any>(path: string, query?: Query): Promise<Body>;
  /** Returns the body of a response; null if it has none. An open call needs no session. */
  call<Body = any>(
    method: string,
    path: string,
    request?: { body?: object | Blob; query?: Query; isOpen?: boolean },
  ): Promise<Body>;
  /** Loads a file of the server, such as `thumbnailUrl`, which a picture of a page cannot do with a token. */
  blob(address: string | URL): Promise<Blob>;
  /** Extends the session of the login cookie. Concurrent calls share one request. */
  refresh(): Promise<void>;
  /** Makes a request, and repeats it if it is refused with 401. */
  withRefresh<Result>(request: (token?: string) => Promise<Result>): Promise<Result>;
}

/** A WebSocket that reconnects by itself. */
export class Connection {
  constructor(options: {
    url: () => string;
    hello: () => object | Promise<object>;
    received: (object: any) => void;
    changed: (status: Status) => void;
    failed: (error: Error) => void;
    open?: (url: string) => WebSocket;
  });
  /** Connects now, unless it is connected already. */
  start(): void;
  /** Connects after the wait that is due. */
  again(): void;
  /** Closes the connection for good. */
  stop(): void;
  /** Returns whether the object could be given to an open connection. */
  send(object: object): boolean;
  /** Checks the connection at once, for example after the device was asleep. */
  check(): void;
  /** Gives the connection up as lost, and reconnects. */
  fail(): void;
}

/** The messages of the outbox. */
export interface Outbox {
  /** Queues a failed message again. */
  retry(clientId: string): void;
  /** Gives a message up. */
  discard(clientId: string): void;
}

/** Deletions that can still be undone. */
export interface Deletions {
  /** Deletes a message after a while. `failed` is called if it stays. */
  add(messageId: string, milliseconds: number, failed: (error: Error) => void): void;
  undo(messageId: string): void;
  /** Deletes a message now, if its deletion is pending. */
  make(messageId: string): Promise<void>;
}

// ---- objects of the API

export interface Registration {
  username: string;
  password: string;
  email?: string;
  displayName?: string;
  firstName?: string;
  lastName?: string;
}

export interface Profile {
  id: string;
  username: string;
  displayName: string;
  firstName: string | null;
  lastName: string | null;
  bio: string | null;
  role: 'user' | 'admin';
  avatarUrl: string;
  kind?: 'bot' | 'system';
  metadata?: object;
  createdAt: string;
  updatedAt: string;
}

export interface Account extends Profile {
  email: string | null;
  emailVerified: boolean;
}

export interface NewRoom {
  kind: 'public' | 'private' | 'direct';
  name?: string;
  topic?: string;
  members?: string[];
}

export interface Room {
  id: string;
  kind: 'public' | 'private' | 'direct';
  /** Null for a direct room, which has a `peer`. */
  name: string | null;
  topic: string;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  memberCount: number;
  lastSeq: number;
  lastMessage?: Message;
  /** Absent in a room that the account is no member of. */
  me?: Membership;
  peer?: Profile;
  metadata?: object;
}

export interface Membership {
  role: Role;
  joinedAt: string;
  readSeq: number;
  unread: number;
  mentions: number;
  muted: boolean;
  favourite: boolean;
}

export type Role = 'owner' | 'moderator' | 'member';

export interface Member {
  user: Profile;
  role: Role;
  joinedAt: string;
}

export interface Sender {
  id: string;
  username: string;
  displayName: string;
  kind?: 'bot' | 'system';
}

export interface Reply {
  id: string;
  sender: Sender;
  text?: string;
}

export interface Message {
  id: string;
  roomId: string;
  /** The position in the room: 1, 2, 3 and so on, without gaps. */
  seq: number;
  sender: Sender;
  /** Absent in a deleted message. */
  text?: string;
  attachments?: ChatFile[];
  replyTo?: Reply;
  threadId?: string;
  threadCount?: number;
  mentions: string[];
  mentionsRoom: boolean;
  reactions: { emoji: string; count: number; me?: boolean }[];
  pinned: boolean;
  createdAt: string;
  editedAt?: string;
  deletedAt?: string;
  clientId?: string;
  metadata?: object;
}

export interface ChatFile {
  id: string;
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
  width?: number;
  height?: number;
  durationMs?: number;
  url: string;
  thumbnailUrl?: string;
}
