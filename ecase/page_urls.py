"""Addresses of the pages. `pages` stand under /kk/ /ru/ /en/, `plain` under no language."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

import ecase.web.converters  # noqa: F401  the "number" of addresses
from cases.views import (
    case,
    check,
    file,
    lists,
    papers,
    picker,
    reading,
    register,
    register_check,
    register_rows,
    report_new,
    reports,
    rulings,
    scope,
    search,
    statements,
)
from cases.views import people as people_page
from detention import facility
from detention import views as detention
from ecase.oversight import (
    brief,
    calculator_pages,
    handing_over,
    health,
    inbox,
    law_pages,
    queue,
    queue_away,
    queue_bulk,
    queue_compare,
    queue_marks,
    queue_numbers,
    unit,
)
from ecase.oversight import views as oversight
from ecase.people import views as people
from sanctions import views as sanctions
from sanctions.appeals import views as appeals
from sanctions.covert import citizen_page
from sanctions.covert import views as covert
from sanctions.hearings import views as hearings
from sanctions.hearings import withheld
from writ.views import board as writ_board
from writ.views import case as writ
from writ.views import mine as writ_mine
from writ.views import numbers as writ_numbers

CASE = "cases/<number:number>/"

pages: list[URLPattern | URLResolver] = [
    path("", oversight.Home.as_view(), name="home"),
    path("sign-in/", people.SignIn.as_view(), name="sign_in"),
    path("sign-out/", people.SignOut.as_view(), name="sign_out"),
    path("post/", people.Post.as_view(), name="post"),
    path("desk/", oversight.Desk.as_view(), name="desk"),
    path("unit/", unit.Unit.as_view(), name="unit"),
    path("unit/hand-over/", handing_over.HandOver.as_view(), name="unit_hand_over"),
    path("unit/<int:pk>/", unit.Officer.as_view(), name="unit_officer"),
    path("inbox/", inbox.Inbox.as_view(), name="inbox"),
    path("inbox/<int:pk>/", inbox.Open.as_view(), name="notice"),
    path("inbox/<int:pk>/acknowledge/", inbox.Acknowledge.as_view(), name="acknowledge"),
    path("queue/", queue.Queue.as_view(), name="queue"),
    path("queue/bulk/", queue_bulk.Bulk.as_view(), name="queue_bulk"),
    path("queue/away/", queue_away.Away.as_view(), name="queue_away"),
    path("queue/numbers/", queue_numbers.OwnNumbers.as_view(), name="queue_numbers"),
    path("queue/<uuid:pk>/", queue.Queue.as_view(), name="queue_item"),
    path("queue/<uuid:pk>/draws/", queue_away.Draws.as_view(), name="queue_draws"),
    path("queue/<uuid:pk>/marks/", queue_marks.Marks.as_view(), name="queue_marks"),
    path("queue/<uuid:pk>/mended/", queue_marks.Mended.as_view(), name="queue_mended"),
    path("queue/<uuid:pk>/compare/", queue_compare.Compare.as_view(), name="queue_compare"),
    path("search/", search.Search.as_view(), name="search"),
    # --- a case
    path("cases/", lists.CaseList.as_view(), name="cases"),
    path("cases/filters/", lists.Filters.as_view(), name="case_filters"),
    path("cases/filters/<int:pk>/", lists.OneFilter.as_view(), name="case_filter"),
    path("cases/new/", register.Index.as_view(), name="case_new"),
    path("cases/new/occasion/", register.Occasion.as_view(), name="case_new_occasion"),
    path("cases/new/event/", register.Event.as_view(), name="case_new_event"),
    path("cases/new/people/", register_rows.People.as_view(), name="case_new_people"),
    path("cases/new/qualification/", register_rows.Qualifications.as_view(), name="case_new_qualification"),
    path("cases/new/documents/", register.Documents.as_view(), name="case_new_documents"),
    path("cases/new/check/", register_check.Check.as_view(), name="case_new_check"),
    path("cases/qualifications/", picker.Picker.as_view(), name="qualifications"),
    path("cases/access/", lists.AccessRequest.as_view(), name="case_access"),
    path(CASE, case.Overview.as_view(), name="case"),
    path(f"{CASE}registered/", register_check.Registered.as_view(), name="case_registered"),
    path(f"{CASE}people/", people_page.People.as_view(), name="case_people"),
    path(f"{CASE}charges/", scope.Charges.as_view(), name="case_charges"),
    path(f"{CASE}scope/", scope.Scope.as_view(), name="case_scope"),
    path(f"{CASE}file/", file.File.as_view(), name="case_file"),
    path(f"{CASE}file/<uuid:material>/", file.File.as_view(http_method_names=["get", "head"]), name="case_file_item"),
    path(f"{CASE}brief/", brief.Brief.as_view(), name="case_brief"),
    path(f"{CASE}log/", file.Log.as_view(), name="case_log"),
    path(f"{CASE}materials/<uuid:material>/", papers.MaterialFile.as_view(), name="material"),
    path(
        f"{CASE}materials/<uuid:material>/page/<int:page>.png", papers.MaterialPicture.as_view(), name="material_page"
    ),
    path(f"{CASE}materials/<uuid:material>/reading/", reading.Reading.as_view(), name="material_reading"),
    path(f"{CASE}file/<uuid:material>/withhold/", withheld.Withhold.as_view(), name="material_withhold"),
    path(f"{CASE}file/<uuid:material>/lift/", withheld.Lift.as_view(), name="material_lift"),
    path("drafts/<uuid:draft>/", papers.DraftFile.as_view(), name="draft"),
    path("drafts/<uuid:draft>/page/<int:page>.png", papers.DraftPicture.as_view(), name="draft_page"),
    path(f"{CASE}rulings/", rulings.RulingList.as_view(), name="case_rulings"),
    path(f"{CASE}rulings/<uuid:pk>/", rulings.RulingPage.as_view(), name="ruling"),
    path(f"{CASE}rulings/<uuid:pk>/moves/<str:name>/", rulings.RulingMove.as_view(), name="ruling_move"),
    path(f"{CASE}moves/<str:name>/", rulings.CaseMove.as_view(), name="case_move"),
    # --- the information book
    path("reports/", reports.Book.as_view(), name="reports"),
    path("reports/new/", report_new.NewReport.as_view(), name="report_new"),
    path("reports/mine/", statements.Mine.as_view(), name="my_reports"),
    path("reports/submit/", statements.Submit.as_view(), name="report_submit"),
    path("reports/submit/<uuid:pk>/", statements.Sign.as_view(), name="report_sign"),
    path("reports/submit/<uuid:pk>/statement/", statements.Sheet.as_view(), name="report_sheet"),
    path(
        "reports/submit/<uuid:pk>/statement/page/<int:page>.png",
        statements.SheetPicture.as_view(),
        name="report_sheet_page",
    ),
    path("reports/<uuid:pk>/", reports.ReportPage.as_view(), name="report"),
    path("reports/<uuid:pk>/moves/<str:name>/", reports.ReportMove.as_view(), name="report_move"),
    path("reports/<uuid:pk>/papers/<uuid:document>/", reports.Paper.as_view(), name="report_paper"),
    path(
        "reports/<uuid:pk>/papers/<uuid:document>/page/<int:page>.png",
        reports.PaperPicture.as_view(),
        name="report_paper_page",
    ),
    # --- detentions
    path(f"{CASE}detentions/", detention.DetentionList.as_view(), name="case_detentions"),
    path(f"{CASE}detentions/new/", detention.Detain.as_view(), name="detain"),
    path(f"{CASE}detentions/<uuid:pk>/", detention.DetentionPage.as_view(), name="detention"),
    path(f"{CASE}detentions/<uuid:pk>/moves/<str:name>/", detention.DetentionMove.as_view(), name="detention_move"),
    path("detentions/", detention.Held.as_view(), name="held"),
    path("custody/", facility.Custody.as_view(), name="custody"),
    path("custody/<uuid:pk>/", facility.CustodyDetention.as_view(), name="custody_detention"),
    path("custody/<uuid:pk>/moves/<str:name>/", facility.CustodyMove.as_view(), name="custody_move"),
    path("custody/<uuid:pk>/materials/<uuid:material>/view/", facility.CustodyMaterial.as_view(), name="custody_act"),
    path("custody/<uuid:pk>/materials/<uuid:material>/", facility.CustodyFile.as_view(), name="custody_material"),
    path(
        "custody/<uuid:pk>/materials/<uuid:material>/page/<int:page>.png",
        facility.CustodyPicture.as_view(),
        name="custody_material_page",
    ),
    # --- sanctions
    path(f"{CASE}sanctions/", sanctions.SanctionList.as_view(), name="case_sanctions"),
    path(f"{CASE}sanctions/new/", sanctions.Request.as_view(), name="sanction_new"),
    path(f"{CASE}sanctions/<uuid:pk>/", sanctions.SanctionPage.as_view(), name="sanction"),
    path(f"{CASE}sanctions/<uuid:pk>/moves/<str:name>/", sanctions.SanctionMove.as_view(), name="sanction_move"),
    path(f"{CASE}sanctions/<uuid:pk>/arguments/", hearings.Arguments.as_view(), name="arguments"),
    path(f"{CASE}appeals/<uuid:pk>/", appeals.AppealPage.as_view(), name="appeal"),
    path(f"{CASE}appeals/<uuid:pk>/moves/<str:name>/", appeals.AppealMove.as_view(), name="appeal_move"),
    path("hearings/", hearings.Hearings.as_view(), name="hearings"),
    path("hearings/<uuid:pk>/", hearings.HearingPage.as_view(), name="hearing"),
    path("hearings/<uuid:pk>/moves/<str:name>/", hearings.HearingMove.as_view(), name="hearing_move"),
    # --- writ proceedings
    path(f"{CASE}writ/", writ.CaseWrit.as_view(), name="case_writ"),
    path(f"{CASE}writ/new/", writ.Begin.as_view(), name="writ_new"),
    path(f"{CASE}writ/<uuid:pk>/", writ.CaseWrit.as_view(http_method_names=["get", "head"]), name="writ"),
    path(f"{CASE}writ/<uuid:pk>/moves/<str:name>/", writ.WritMove.as_view(), name="writ_move"),
    path("writ/", writ_board.Board.as_view(), name="writ_board"),
    path("writ/candidates/", writ_board.Candidates.as_view(), name="writ_candidates"),
    path("writ/numbers/", writ_numbers.NumbersPage.as_view(), name="writ_numbers"),
    path("writ/mine/", writ_mine.Mine.as_view(), name="my_writs"),
    path("writ/mine/<uuid:pk>/", writ_mine.MyWrit.as_view(), name="my_writ"),
    path("writ/mine/<uuid:pk>/moves/<str:name>/", writ_mine.MyMove.as_view(), name="my_writ_move"),
    path("writ/mine/<uuid:pk>/verdict/", writ_mine.MyVerdict.as_view(), name="my_verdict"),
    path(
        "writ/mine/<uuid:pk>/verdict/page/<int:page>.png", writ_mine.MyVerdictPicture.as_view(), name="my_verdict_page"
    ),
    # --- covert actions: there for holders of their own grant and for whoever conducts the case
    path(f"{CASE}covert/", covert.CovertList.as_view(), name="case_covert"),
    path(f"{CASE}covert/new/", covert.CovertRequest.as_view(), name="covert_new"),
    path(f"{CASE}covert/<uuid:pk>/", covert.CovertPage.as_view(), name="covert"),
    path(f"{CASE}covert/<uuid:pk>/moves/<str:name>/", covert.CovertMove.as_view(), name="covert_move"),
    # --- open to everybody
    path("covert-notice/", citizen_page.CovertNoticePage.as_view(), name="covert_notice"),
    path("check/", check.Check.as_view(), name="check"),
    path("check/<str:code>/", check.Check.as_view(), name="check_code"),
    path("law/", law_pages.Limits.as_view(), name="limits"),
    path("law/arrest/", calculator_pages.ToArrest.as_view(), name="law_arrest"),
    path("law/calculator/", calculator_pages.Calculator.as_view(), name="calculator"),
    path("law/calculator/<str:which>/", calculator_pages.Calculator.as_view(), name="calculator_of"),
]
plain: list[URLPattern | URLResolver] = [
    # A calendar program follows an address without a language.
    path("hearings.ics", hearings.Feed.as_view(), name="hearings_feed"),
    path("hearings/<uuid:pk>.ics", hearings.OneFile.as_view(), name="hearing_file"),
    path("health/", health.Health.as_view(), name="health"),
    path("admin/", admin.site.urls),
]
