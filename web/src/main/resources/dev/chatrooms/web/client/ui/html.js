import { Component, createContext, h } from 'preact';
import { useContext, useEffect, useReducer, useRef } from 'preact/hooks';
import htm from 'htm';

export const html = htm.bind(h);

/** What all components share; `app.js` and `embed/session.js` make it, each for its kind of page. */

export const AppContext = createContext(null);

/** @returns {{client: import('../client/client.js').ChatClient, actions: object, box: Element}} */
export function useApp() {
  return useContext(AppContext);
}

/** Returns a part of the client's state, and renders again when the part changes. */
export function useSelected(select) {
  const { client } = useApp();
  const [, render] = useReducer(count => count + 1, 0);
  const value = select(client.state);
  const latest = useRef();
  latest.current = { select, value };
  useEffect(() => {
    const check = () => {
      if (!Object.is(latest.current.select(client.state), latest.current.value)) {
        render();
      }
    };
    // The state may have changed since the component was rendered.
    check();
    return client.subscribe(check);
  }, [client]);
  return value;
}

/** Returns a component that renders only if one of its properties has changed. */
export function memo(render) {
  return class extends Component {
    shouldComponentUpdate(next) {
      const names = new Set([...Object.keys(this.props), ...Object.keys(next)]);
      return [...names].some(name => !Object.is(this.props[name], next[name]));
    }

    render(props) {
      return h(render, props);
    }
  };
}

/** Calls a listener of the window for as long as the component is shown. */
export function useWindowEvent(type, listener, target = window) {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => {
    const call = event => latest.current(event);
    target.addEventListener(type, call);
    return () => target.removeEventListener(type, call);
  }, [type, target]);
}

/** Returns the element that has the focus, in whatever tree it is. */
export function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) {
    element = element.shadowRoot.activeElement;
  }
  return element;
}

/** Returns class names that apply. */
export function classes(names) {
  return Object.keys(names)
    .filter(name => names[name])
    .join(' ');
}
