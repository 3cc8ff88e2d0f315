package dev.chatrooms.http.operation;

/** What the page of errors shares with the documentation in the web client: its look and its header. */
final class PageFrame {
    /** The colours and sizes are those of the documentation in the web client. */
    static final String STYLE = """
            :root{color-scheme:light dark;--text:light-dark(#1b1f27,#e7e9ee);--soft:light-dark(#565e6c,#a4acba);\
            --page:light-dark(#fff,#181a20);--line:light-dark(#e4e6ec,#2c303a);--hover:light-dark(#f4f5f8,#1f222a);\
            --accent:light-dark(#4353d9,#9aa8ff)}\
            body{margin:0;background:var(--page);color:var(--text);\
            font:.9375rem/1.47 Inter,system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif}\
            header{position:sticky;top:0;display:flex;flex-wrap:wrap;align-items:center;gap:0 24px;min-height:60px;\
            padding:0 24px;border-bottom:1px solid var(--line);background:var(--page)}\
            .brand{display:flex;align-items:center;gap:10px;font-weight:650}nav{display:flex;gap:4px;overflow-x:auto}\
            a{color:inherit;text-decoration:none}nav a{padding:8px 10px;border-radius:6px;color:var(--soft);\
            white-space:nowrap}nav a:hover{background:var(--hover)}nav [aria-current]{color:var(--text);\
            font-weight:600}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}\
            main{max-width:1080px;margin:0 auto;padding:24px}h1,h2{margin:0;line-height:1.3;letter-spacing:-.011em}\
            h1{font-size:1.625rem}h2{font-size:1.0625rem;font-weight:650}p{max-width:80ch;margin:4px 0}\
            section{padding:16px 0;border-top:1px solid var(--line);scroll-margin-top:72px}h1+p{margin-bottom:24px}\
            main>h2{padding-top:24px;border-top:1px solid var(--line);scroll-margin-top:60px}\
            dt{margin-top:12px}dd{margin:0;max-width:80ch}h2+p,dd{color:var(--soft)}\
            code{font-family:ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;\
            font-size:.92em}:target{border-radius:6px;outline:2px solid var(--accent);outline-offset:8px}\
            @media(max-width:640px){header{padding:8px 16px 0}main{padding:16px}}""";

    private static final String MARK = """
            <svg width="28" height="28" viewBox="0 0 64 64" aria-hidden="true">\
            <rect width="64" height="64" rx="15" fill="#3f5bd8"/>\
            <path d="M16 20a6 6 0 0 1 6-6h20a6 6 0 0 1 6 6v14a6 6 0 0 1-6 6H30l-10 9v-9.2A6 6 0 0 1 16 34z" \
            fill="#fff"/>\
            <path d="M24 23h16M24 31h10" stroke="#3f5bd8" stroke-width="4" stroke-linecap="round"/></svg>Chatrooms""";

    /** The links of the documentation in the web client, which are relative: the server may be below a path. */
    private static final String LINKS = """
            <nav aria-label="Documentation">
            <a href="../docs">HTTP API</a>
            <a href="socket">WebSocket</a>
            <a href="errors" aria-current="page">Errors</a>
            <a href="../openapi.yaml">openapi.yaml</a>
            </nav>
            """;

    private PageFrame() {}

    /** @param hasManual whether the web client serves its documentation beside this page, which then links to it */
    static String header(boolean hasManual) {
        String content = hasManual
                ? "<a class=\"brand\" href=\"../\">" + MARK + "</a>\n" + LINKS
                : "<span class=\"brand\">" + MARK + "</span>\n";
        return "<header>\n" + content + "</header>\n";
    }
}
