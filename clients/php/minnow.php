<?php
// Minnow from plain PHP: one file without dependencies, for PHP 7.4 and later.
//
//   require 'minnow.php';
//   $minnow = new Minnow('https://stats.shop.example', 'your-site-id', getenv('MINNOW_KEY'));
//   $minnow->track('purchase', ['value' => 49, 'currency' => 'EUR', 'transaction_id' => $order]);
//
// Events are sent when the page has been answered, so that nobody waits for them. Give a folder as fourth argument, and
// what the server could not take is written there and sent after a later page, with the same ids: it counts once.
// The key needs the right to send events; keep it out of the document root.

final class Minnow
{
    private const BATCH_EVENTS = 500;
    private const TIMEOUT_SECONDS = 3;
    private const ABANDONED_SECONDS = 600;

    private $url;
    private $site;
    private $key;
    private $folder;
    private $events = [];

    public function __construct(string $url, string $site, string $key, ?string $folder = null)
    {
        $this->url = rtrim($url, '/');
        $this->site = $site;
        $this->key = $key;
        if ($folder !== null && !is_dir($folder)) @mkdir($folder, 0700, true);
        // At the end of a page the current folder may be another one.
        $this->folder = $folder === null ? null : (realpath($folder) ?: $folder);
        register_shutdown_function([$this, 'flush']);
    }

    /** Remembers an event. Visitor, session, page and browser are those of this request, unless $details says otherwise. */
    public function track(string $name, array $details = []): void
    {
        if (!$this->isOptedOut()) {
            $own = ['id' => bin2hex(random_bytes(16)), 'name' => $name, 'time' => (int) round(microtime(true) * 1000)];
            $this->events[] = array_filter($details + $own + $this->browser(), function ($value) {
                return $value !== null;
            });
        }
    }

    /** Sends what there is; called at the end of every page. */
    public function flush(): void
    {
        if (function_exists('fastcgi_finish_request')) {
            fastcgi_finish_request();
        }
        foreach ($this->kept() as $file) {
            $lines = file($file, FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES) ?: [];
            $this->deliver(array_values(array_filter(array_map(function ($line) {
                return json_decode($line, true);
            }, $lines))));
            unlink($file);
        }
        $events = $this->events;
        $this->events = [];
        $this->deliver($events);
    }

    private function deliver(array $events): void
    {
        foreach (array_chunk($events, self::BATCH_EVENTS) as $batch) {
            if (!$this->send($batch)) {
                $this->keep($batch);
            }
        }
    }

    private function cookie(): string
    {
        return $_COOKIE['_minnow_' . $this->site] ?? '';
    }

    private function isOptedOut(): bool
    {
        return $this->cookie() === 'off';
    }

    private function browser(): array
    {
        $isKnown = preg_match('/^(\w+)\.(\w+)\.\w+$/', $this->cookie(), $parts);
        $host = $_SERVER['HTTP_HOST'] ?? null;
        // IIS says "off".
        $scheme = in_array($_SERVER['HTTPS'] ?? '', ['', 'off'], true) ? 'http' : 'https';
        return [
            'visitor' => $isKnown ? $parts[1] : null,
            'session' => $isKnown ? $parts[2] : null,
            'url' => $host === null ? null : $scheme . '://' . $host . ($_SERVER['REQUEST_URI'] ?? '/'),
            'ip' => $_SERVER['REMOTE_ADDR'] ?? null,
            'user_agent' => $_SERVER['HTTP_USER_AGENT'] ?? null,
        ];
    }

    /** True when the server has the events, or will never take them. */
    private function send(array $events): bool
    {
        $body = json_encode(
            ['site' => $this->site, 'sent_at' => (int) round(microtime(true) * 1000), 'events' => $events],
            JSON_INVALID_UTF8_SUBSTITUTE
        );
        if ($body === false) {
            error_log('Minnow: these events are no JSON: ' . json_last_error_msg());
            return true;
        }
        $context = stream_context_create(['http' => [
            'method' => 'POST',
            'header' => "Content-Type: application/json\r\nAuthorization: Bearer {$this->key}\r\n",
            'content' => $body,
            'timeout' => self::TIMEOUT_SECONDS,
            'ignore_errors' => true,
        ]]);
        $answer = @file_get_contents($this->url . '/api/collect', false, $context);
        $status = preg_match('/ (\d{3})/', $http_response_header[0] ?? '', $parts) ? (int) $parts[1] : 0;
        if ($status >= 200 && $status < 300) {
            return true;
        }
        error_log("Minnow: status $status " . substr((string) $answer, 0, 300));
        // 400: these will not be taken another time, either. A wrong key is for somebody to mend.
        return $status === 400;
    }

    private function file(): ?string
    {
        return $this->folder === null ? null : rtrim($this->folder, '/') . '/minnow-' . md5($this->site) . '.jsonl';
    }

    /** Files with what is left of earlier pages: each is taken by one process, and again when that one did not finish. */
    private function kept(): array
    {
        $file = $this->file();
        if ($file === null) {
            return [];
        }
        $taken = array_filter(glob($file . '.*') ?: [], function ($name) {
            return filemtime($name) < time() - self::ABANDONED_SECONDS && @touch($name);
        });
        $own = $file . '.' . bin2hex(random_bytes(6));
        if (is_file($file) && @rename($file, $own)) {
            touch($own);
            $taken[] = $own;
        }
        return array_values($taken);
    }

    private function keep(array $events): void
    {
        $file = $this->file();
        if ($file === null) {
            return;
        }
        $lines = array_map(function ($event) {
            return json_encode($event, JSON_INVALID_UTF8_SUBSTITUTE) . "\n";
        }, $events);
        if (@file_put_contents($file, implode('', $lines), FILE_APPEND | LOCK_EX) === false) {
            error_log("Minnow: $file cannot be written; " . count($events) . ' events are lost');
        }
    }
}
