"""The matrix of doors, written by hand from LAW.md 11 and CONTRACT.md 4 and 5.

One row for each address: what a plain GET answers to each kind of person, in the world of
`tests/test_doors.py`: a case of `investigator` with a detention, a petition before `judge`, an upload kept
to the investigation, the signed protocol open to the parties, an order the judge is about to sign.

    in    shown (200)                 sign  sent to sign in (302), in the API 401
    --    does not exist here (404)   post  speaks from no post: sent to choose one (302), in the API 403
    no    not for this role (403)     go    sent on to a place of their own (302)
    405   only for writing
"""

COLUMNS = (
    "anon", "admin", "investigator", "head", "prosecutor", "chief", "judge", "lawyer", "custody", "outsiders",
    "registrar",
)  # fmt: skip
OUTSIDERS = ("investigator2", "prosecutor2", "judge2", "lawyer2", "suspect", "ast.custody")

EVERYBODY = "in   in   in   in   in   in   in   in   in   in   in"
ONLY_POST = "405  405  405  405  405  405  405  405  405  405  405"
IN_POST = "sign post in   in   in   in   in   in   in   in   in"
WRITING = "sign post 405  405  405  405  405  405  405  405  405"
CASE = "sign post in   in   in   in   in   in   --   --   --"
CASE_WRITING = "sign post 405  405  405  405  405  405  --   --   --"
CONDUCTS = "sign post in   no   no   no   no   no   --   --   --"
HELD = "sign post in   in   in   in   in   in   in   --   --"
FACILITY = "sign post --   --   --   --   --   --   in   --   --"
# A report in the book of the office, given to `investigator`: the judge, the defence and the facility know none.
REPORT = "sign post in   in   in   in   --   --   --   --   in"
NOBODYS = "sign post --   --   --   --   --   --   --   --   --"
COVERT = "sign post in   --   --   --   --   --   --   --   --"
JUDGES_OWN = "sign post --   --   --   --   in   --   --   --   --"

SUPERVISES = "sign post in   in   in   in   no   no   no   in|no no"

PAGES: dict[str, str] = {
    "": "sign post go   go   go   go   go   go   go   go   go",
    "sign-in/": "in   in   go   go   go   go   go   go   go   go   go",
    "sign-out/": WRITING.replace("post", "405 "),
    "post/": "sign go   in   in   in   in   in   in   in   in   in",
    "desk/": "sign post in   in   in   in   in   in   go   in|go go",
    "inbox/": IN_POST,
    "inbox/<int:pk>/": "sign post go   go   go   go   go   go   go   go   go",
    "inbox/<int:pk>/acknowledge/": WRITING,
    "unit/": "sign post --   in   --   in   --   --   --   --   --",
    "unit/hand-over/": "sign post --   in   --   in   --   --   --   --   --",
    "unit/<int:pk>/": "sign post --   in   --   --   --   --   --   --   --",
    "queue/": "sign post go   in   in   in   in   go   go   go|in go",
    "queue/<uuid:pk>/": "sign post --   in   in   in   in   --   --   --   --",
    "queue/bulk/": "sign post --   --   in   in   --   --   --   in|-- --",
    "queue/away/": "sign post --   --   --   in   in   --   --   in|-- --",
    "queue/numbers/": IN_POST,
    "queue/<uuid:pk>/compare/": "sign post --   in   in   in   in   --   --   --   --",
    "queue/<uuid:pk>/draws/": "sign post --   --   in   in   in   --   --   --   --",
    "queue/<uuid:pk>/marks/": WRITING,
    "queue/<uuid:pk>/mended/": WRITING,
    "search/": IN_POST,
    "cases/": IN_POST,
    "cases/filters/": WRITING,
    "cases/filters/<int:pk>/": WRITING,
    "cases/new/": "sign post in   no   no   no   no   no   no   no|in no",
    "cases/new/occasion/": "sign post in   no   no   no   no   no   no   no|in no",
    "cases/new/event/": "sign post in   no   no   no   no   no   no   no|in no",
    "cases/new/people/": "sign post in   no   no   no   no   no   no   no|in no",
    "cases/new/qualification/": "sign post in   no   no   no   no   no   no   no|in no",
    "cases/new/documents/": "sign post in   no   no   no   no   no   no   no|in no",
    "cases/new/check/": "sign post in   no   no   no   no   no   no   no|in no",
    "cases/qualifications/": EVERYBODY,
    "cases/access/": WRITING,
    "cases/<number:number>/": CASE,
    "cases/<number:number>/registered/": CASE,
    "cases/<number:number>/people/": CASE,
    "cases/<number:number>/charges/": CASE,
    "cases/<number:number>/scope/": CASE,
    "cases/<number:number>/file/": CASE,
    "cases/<number:number>/file/<uuid:material>/": CASE,
    "cases/<number:number>/log/": CASE,
    "cases/<number:number>/brief/": CASE,
    "cases/<number:number>/rulings/": CASE,
    "cases/<number:number>/rulings/<uuid:pk>/": CASE,
    "cases/<number:number>/rulings/<uuid:pk>/moves/<str:name>/": CASE,
    "cases/<number:number>/moves/<str:name>/": CASE,
    "cases/<number:number>/materials/<uuid:material>/": CASE,
    "cases/<number:number>/materials/<uuid:material>/page/<int:page>.png": CASE,
    "cases/<number:number>/materials/<uuid:material>/reading/": WRITING,
    # Whoever may open the paper is told why he may not withhold it, or give it back.
    "cases/<number:number>/file/<uuid:material>/withhold/": CASE,
    "cases/<number:number>/file/<uuid:material>/lift/": CASE,
    "drafts/<uuid:draft>/": JUDGES_OWN,
    "drafts/<uuid:draft>/page/<int:page>.png": JUDGES_OWN,
    "cases/<number:number>/detentions/": CASE,
    "cases/<number:number>/detentions/new/": CONDUCTS,
    "cases/<number:number>/detentions/<uuid:pk>/": CASE,
    # A move that is not yours is shown with the reason why: status 200, no button.
    "cases/<number:number>/detentions/<uuid:pk>/moves/<str:name>/": CASE,
    "detentions/": "sign post in   in   in   in   in   in   go   in|go in",
    "custody/": "sign post go   go   go   go   go   go   in   go|in go",
    "custody/<uuid:pk>/": FACILITY,
    "custody/<uuid:pk>/moves/<str:name>/": FACILITY,
    "custody/<uuid:pk>/materials/<uuid:material>/view/": FACILITY,
    "custody/<uuid:pk>/materials/<uuid:material>/": FACILITY,
    "custody/<uuid:pk>/materials/<uuid:material>/page/<int:page>.png": FACILITY,
    "cases/<number:number>/sanctions/": CASE,
    # Some kinds are asked for by the prosecutor of the case, the longest custody by the head of the unit.
    "cases/<number:number>/sanctions/new/": "sign post in   in   in   in   no   no   --   --   --",
    "cases/<number:number>/sanctions/<uuid:pk>/": CASE,
    "cases/<number:number>/sanctions/<uuid:pk>/moves/<str:name>/": CASE,
    "cases/<number:number>/sanctions/<uuid:pk>/arguments/": CASE,
    "cases/<number:number>/appeals/<uuid:pk>/": CASE,
    "cases/<number:number>/appeals/<uuid:pk>/moves/<str:name>/": CASE,
    "cases/<number:number>/writ/": CASE,
    "cases/<number:number>/writ/new/": CONDUCTS,
    "cases/<number:number>/writ/<uuid:pk>/": CASE,
    "cases/<number:number>/writ/<uuid:pk>/moves/<str:name>/": CASE,
    # A party is led to its own room, where nobody else has anything.
    "writ/": "sign post in   in   in   in   in   in   in   in|go in",
    "writ/candidates/": SUPERVISES,
    "writ/numbers/": SUPERVISES,
    "writ/mine/": "sign post go   go   go   go   go   go   go   go|in go",
    "writ/mine/<uuid:pk>/": NOBODYS,
    "writ/mine/<uuid:pk>/moves/<str:name>/": NOBODYS,
    "writ/mine/<uuid:pk>/verdict/": NOBODYS,
    "writ/mine/<uuid:pk>/verdict/page/<int:page>.png": NOBODYS,
    # One's own hearings; the page of one is the clerk's, everybody else is led to the request, or finds nothing.
    "hearings/": IN_POST,
    "hearings/<uuid:pk>/": "sign post go   go   go   go   go   go   --   --   --",
    "hearings/<uuid:pk>/moves/<str:name>/": NOBODYS,
    "reports/": "sign post in   in   in   in   in   in   in   in|go in",
    "reports/new/": "sign post no   in   no   no   no   no   no   no   in",
    "reports/mine/": "sign post go   go   go   go   go   go   go   go|in go",
    "reports/submit/": "sign post no   no   no   no   no   no   no   no|in no",
    # A statement that `victim` has ready and has not signed: nobody else's.
    "reports/submit/<uuid:pk>/": NOBODYS,
    "reports/submit/<uuid:pk>/statement/": NOBODYS,
    "reports/submit/<uuid:pk>/statement/page/<int:page>.png": NOBODYS,
    "reports/<uuid:pk>/": REPORT,
    "reports/<uuid:pk>/moves/<str:name>/": REPORT,
    "reports/<uuid:pk>/papers/<uuid:document>/": REPORT,
    "reports/<uuid:pk>/papers/<uuid:document>/page/<int:page>.png": REPORT,
    # The room of covert actions is there for whoever conducts the case; an open request has no address in it.
    "cases/<number:number>/covert/": COVERT,
    "cases/<number:number>/covert/new/": COVERT,
    "cases/<number:number>/covert/<uuid:pk>/": NOBODYS,
    "cases/<number:number>/covert/<uuid:pk>/moves/<str:name>/": NOBODYS,
    "covert-notice/": EVERYBODY,
    "check/": EVERYBODY,
    "check/<str:code>/": EVERYBODY,
    "law/": EVERYBODY,
    "law/arrest/": EVERYBODY.replace("in", "go"),
    "law/calculator/": EVERYBODY,
    "law/calculator/<str:which>/": EVERYBODY,
}

API: dict[str, str] = {
    "schema/": EVERYBODY,
    "docs/": EVERYBODY,
    "law/limits/": EVERYBODY,
    "law/kinds/": EVERYBODY,
    "law/qualifications/": EVERYBODY,
    "law/detention-clock/": ONLY_POST,
    "law/term/": ONLY_POST,
    "law/arrest/": ONLY_POST,
    "law/bail/": ONLY_POST,
    "law/writ/": ONLY_POST,
    "law/custody/": ONLY_POST,
    "me/": IN_POST,
    "token/": IN_POST,
    "token/<int:id>/": WRITING,
    "inbox/": IN_POST,
    "inbox/<int:id>/acknowledge/": WRITING,
    "search/": IN_POST,
    "cases/": IN_POST,
    "cases/<number:number>/": CASE,
    "cases/<number:number>/participants/": CASE,
    "cases/<number:number>/defences/": CASE,
    "cases/<number:number>/charges/": CASE,
    "cases/<number:number>/materials/": CASE,
    "cases/<number:number>/deadlines/": CASE,
    "cases/<number:number>/log/": CASE,
    "cases/<number:number>/manifest/": CASE,
    "cases/<number:number>/rulings/": CASE,
    "cases/<number:number>/moves/": CASE,
    "cases/<number:number>/moves/<slug:name>/draft/": WRITING,
    "cases/<number:number>/moves/<slug:name>/": WRITING,
    "rulings/<uuid:id>/": CASE,
    "rulings/<uuid:id>/moves/": CASE,
    "rulings/<uuid:id>/moves/<slug:name>/draft/": WRITING,
    "rulings/<uuid:id>/moves/<slug:name>/": WRITING,
    "materials/<uuid:id>/file/": HELD,
    "drafts/<uuid:id>/pdf/": JUDGES_OWN,
    "cases/<number:number>/detentions/": CASE,
    "reports/": IN_POST,
    "reports/statements/": WRITING,
    "reports/statements/<uuid:id>/": WRITING,
    "reports/statements/<uuid:id>/pdf/": NOBODYS,
    "reports/<uuid:id>/": REPORT,
    "reports/<uuid:id>/moves/": REPORT,
    "reports/<uuid:id>/moves/<slug:name>/draft/": WRITING,
    "reports/<uuid:id>/moves/<slug:name>/": WRITING,
    "reports/<uuid:id>/papers/": WRITING,
    "reports/<uuid:id>/papers/<uuid:document>/": REPORT,
    "detentions/<uuid:id>/": HELD,
    "detentions/<uuid:id>/moves/": HELD,
    "detentions/<uuid:id>/moves/<slug:name>/draft/": WRITING,
    "detentions/<uuid:id>/moves/<slug:name>/": WRITING,
    "cases/<number:number>/sanctions/": CASE,
    "sanctions/<uuid:id>/": CASE,
    "sanctions/<uuid:id>/moves/": CASE,
    "sanctions/<uuid:id>/moves/<slug:name>/draft/": WRITING,
    "sanctions/<uuid:id>/moves/<slug:name>/": WRITING,
    "sanctions/<uuid:id>/appeals/": CASE,
    "appeals/<uuid:id>/": CASE,
    "appeals/<uuid:id>/moves/": CASE,
    "appeals/<uuid:id>/moves/<slug:name>/draft/": WRITING,
    "appeals/<uuid:id>/moves/<slug:name>/": WRITING,
    "cases/<number:number>/writ/": CASE,
    "writ/<uuid:id>/": CASE,
    "writ/<uuid:id>/moves/": CASE,
    "writ/<uuid:id>/moves/<slug:name>/draft/": WRITING,
    "writ/<uuid:id>/moves/<slug:name>/": WRITING,
    "statistics/writ/": SUPERVISES,
    "sanctions/<uuid:id>/papers/": NOBODYS,
    "sanctions/<uuid:id>/notices/": NOBODYS,
    "deadlines/": IN_POST,
    "queue/": IN_POST,
    "": EVERYBODY.replace("in", "--"),  # no such address: a problem document, never a page
}

PLAIN: dict[str, str] = {
    "health/": EVERYBODY,
    "hearings.ics": IN_POST,
    "hearings/<uuid:pk>.ics": CASE,
}
