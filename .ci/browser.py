"""A headless Chromium, driven through chromedriver by the WebDriver protocol and the standard library alone."""
import base64
import json
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-dev-shm-usage", "--hide-scrollbars"]
ENTER = "\ue007"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Browser:
    """Waits for what it looks for, so that a page may take its time."""

    def __init__(self, width=1400, height=1000, patience=40):
        self.patience = patience
        self.profile = tempfile.mkdtemp()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.driver = subprocess.Popen(["chromedriver", f"--port={port}"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.base = f"http://127.0.0.1:{port}"
        self._until(lambda: self._call("GET", "/status")["ready"], "chromedriver", (OSError,))
        options = {"binary": shutil.which("chromium") or shutil.which("chromium-browser"),
                   "args": FLAGS + [f"--user-data-dir={self.profile}", f"--window-size={width},{height}"]}
        session = self._call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "timeouts": {"pageLoad": 60000, "script": 30000},
            "goog:chromeOptions": options}}})
        self.base += "/session/" + session["sessionId"]

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        try:
            self._call("DELETE", "")
        except OSError:
            pass
        self.driver.terminate()
        self.driver.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def open(self, url):
        self._call("POST", "/url", {"url": url})

    def text(self):
        return self.script("return document.body.innerText")

    def script(self, source, *arguments):
        return self._call("POST", "/execute/sync", {"script": source, "args": list(arguments)})

    def await_text(self, *wanted):
        """Waits until the page says all of this; returns what it says."""
        try:
            self._until(lambda: all(words in self.text() for words in wanted), "")
        except TimeoutError:
            text = self.text()
            missing = [words for words in wanted if words not in text]
            raise AssertionError(f"the page does not say {missing}, but:\n{text}") from None
        return self.text()

    def find(self, xpath):
        return self._until(lambda: self._call("POST", "/element", {"using": "xpath", "value": xpath})[ELEMENT],
                           "no " + xpath)

    def await_gone(self, xpath):
        self._until(lambda: not self._call("POST", "/elements", {"using": "xpath", "value": xpath}),
                    "still there: " + xpath)

    def click(self, xpath):
        """Clicks the first such element that can be clicked: pages keep hidden twins for small screens."""
        def try_it():
            last = RuntimeError("no such element")
            for found in self._call("POST", "/elements", {"using": "xpath", "value": xpath}):
                try:
                    self._call("POST", f"/element/{found[ELEMENT]}/click", {})
                    return True
                except RuntimeError as failure:
                    last = failure
            raise last
        self._until(try_it, "can't click " + xpath)

    def type(self, xpath, text):
        self._call("POST", f"/element/{self.find(xpath)}/value", {"text": text})

    def press_enter(self, xpath):
        """Uses a button by keyboard: a page that moves when its field loses focus makes clicks miss."""
        self.type(xpath, ENTER)

    def frame_text(self, xpath, wanted):
        """What a frame of the page says, once it says this."""
        def read():
            self._call("POST", "/frame", {"id": {ELEMENT: self.find(xpath)}})
            try:
                text = self.text()
            finally:
                self._call("POST", "/frame", {"id": None})
            return text if wanted in text else None
        return self._until(read, f"no frame {xpath} that says {wanted!r}")

    def screenshot(self, file, xpath=None):
        """Of the window, or of the part of the page that an element is."""
        path = f"/element/{self.find(xpath)}/screenshot" if xpath else "/screenshot"
        pathlib.Path(file).write_bytes(base64.b64decode(self._call("GET", path)))

    def _until(self, attempt, words, expected=(RuntimeError, OSError)):
        end = time.monotonic() + self.patience
        last = None
        while time.monotonic() < end:
            try:
                result = attempt()
                if result:
                    return result
            except expected as failure:
                last = failure
            time.sleep(0.2)
        raise TimeoutError(f"{words}: {last}")

    def _call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as refused:
            value = json.load(refused)["value"]
            raise RuntimeError(value["error"] + ": " + value["message"].split("\n")[0]) from None
