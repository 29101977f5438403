#!/usr/bin/env python3
"""Reads an order's story in Temporal's web UI, finds one that is stuck, understands it and sets it free, all in a
browser.

    web_ui.py UI --order CODE --stuck CODE --case ID [--screenshots DIR]
"""
import argparse
import pathlib
import time
import urllib.parse

from browser import Browser

DETAILS = "//iframe[@id='user-metadata-current-details']"
DIALOG = "//dialog[@id='signal-confirmation-modal' and @open]"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ui")
    parser.add_argument("--order", required=True)
    parser.add_argument("--stuck", required=True)
    parser.add_argument("--case", required=True)
    parser.add_argument("--screenshots", type=pathlib.Path)
    options = parser.parse_args()
    with Browser() as browser:
        pages = Pages(browser, options.ui, options.screenshots)
        story_of(pages, options.order)
        stuck(pages, options.stuck, options.case)
        free(pages, options.stuck, options.case)


def story_of(pages, order):
    pages.workflows('OrderStage = "DESPATCHED"', order)
    pages.shot("orders")
    timeline = pages.order(order, "timeline", "received", "invoiced", "despatched", "the return window ends")
    for destination in ("emarsys", "dotdigital"):
        assert f"{destination} · despatched" in timeline, f"the timeline does not tell what {destination} was told"
    pages.shot("timeline")
    pages.order(order, "user-metadata", "Current Details")
    summary = pages.browser.frame_text("//iframe[@id='user-metadata-summary']", order)
    assert summary.strip() == f"Order {order}", summary
    pages.details(f"{order}: despatched", "received", "What destinations were told", "What is waited for")
    pages.shot("story")
    pages.order(order, "query", "Run Query")
    pages.browser.click("//button[normalize-space()='Run Query']")
    pages.browser.await_text('"stage": "DESPATCHED"', '"happened"')
    pages.shot("query")
    say(f"{order} shows its story in timeline, details and query")


def stuck(pages, order, case):
    pages.workflows('BridgeState = "AWAITING_DECISION"', order)
    pages.shot("stuck")
    pages.order(order, "user-metadata", "Current Details")
    pages.details("What a person must decide", f"Case {case}", "REJECTED", f"dotdigital · {order} is held",
                  "refused", "then retry", "retry, rereadFromErp or exclude", f'{{"caseId": {case}}}')
    pages.browser.script("document.querySelector('#user-metadata-current-details').scrollIntoView(false)")
    pages.shot("stuck-story")
    say(f"{order} says under which case it is held, why, and what to do")


def free(pages, order, case):
    pages.order(order, "timeline", "More Actions")
    browser = pages.browser
    browser.click("//button[contains(., 'More Actions')]")
    browser.click("//*[@role='menuitem' and contains(., 'Send a Signal')]")
    browser.click(DIALOG + "//*[@data-testid='signal-select-button']")
    browser.click(DIALOG + "//*[@role='option' and normalize-space()='retry']")
    browser.type(DIALOG + "//*[@role='textbox']", f'{{"caseId": {case}, "person": "anna"}}')
    time.sleep(1)
    pages.shot("signal")
    browser.press_enter(DIALOG + "//button[@type='submit' and not(@disabled)]")
    # To leave the page before it has sent the signal would be to cancel it.
    browser.await_gone(DIALOG)
    browser.await_text("retry")
    pages.shot("freed")
    say(f"{order} was sent `retry`")


class Pages:
    def __init__(self, browser, ui, screenshots):
        self.browser = browser
        self.base = ui + "/namespaces/default/workflows"
        self.screenshots = screenshots
        if screenshots:
            screenshots.mkdir(parents=True, exist_ok=True)

    def workflows(self, query, order):
        """The list that a query finds, once it has this order."""
        self.browser.open(self.base + "?query=" + urllib.parse.quote(query))
        self.browser.await_text(f"order/khaos/{order}")

    def order(self, order, tab, *wanted):
        workflow = urllib.parse.quote(f"order/khaos/{order}", safe="")
        # Without a run, the UI looks for the latest.
        self.browser.open(f"{self.base}/{workflow}")
        self.browser.await_text("More Actions")
        run = self.browser.script("return location.pathname").split(workflow + "/")[1].split("/")[0]
        self.browser.open(f"{self.base}/{workflow}/{run}/{tab}")
        return self.browser.await_text(*wanted)

    def details(self, first, *others):
        text = self.browser.frame_text(DETAILS, first)
        missing = [words for words in others if words not in text]
        assert not missing, f"the details do not say {missing}, but:\n{text}"

    def shot(self, name):
        if self.screenshots:
            time.sleep(1)
            self.browser.screenshot(self.screenshots / f"{name}.png")


def say(words):
    print("    " + words)


if __name__ == "__main__":
    main()
