"""Chinese words for the tables and columns that the trail tells of."""

from grading.audit.model import Change

_TABLES = {
    "absences": "缺勤",
    "answers": "答案",
    "attendance_ticks": "集体学习签到",
    "attempts": "考试作答",
    "audit_entries": "审计链",
    "audit_key": "审计密钥",
    "bureau": "单位",
    "certificate_revocations": "培训证书的作废",
    "certificates": "培训证书",
    "confirmations": "考核数字的确认",
    "departments": "部门",
    "duty_evidence": "第一责任人履职证据",
    "enterprise_states": "企业情况",
    "enterprises": "企业",
    "essay_marks": "阅卷",
    "export": "导出文件",
    "group_study_corrections": "集体学法的更正",
    "group_studies": "集体学法",
    "hand_ins": "交卷",
    "hours_entries": "学时",
    "legal_report_closings": "述法的自述",
    "lesson_events": "课文学习",
    "login_code_uses": "登录码的使用",
    "login_codes": "登录码",
    "machine_scores": "自动评分",
    "meeting_ends": "学习会议的结果",
    "meetings": "学习会议",
    "mistake_answers": "错题本",
    "outreach_activities": "普法活动",
    "outreach_photos": "普法活动的照片",
    "pass_code_uses": "学员凭证码的使用",
    "pass_codes": "学员凭证码",
    "people": "人员",
    "plan_adoptions": "学法计划的通过",
    "plan_changes": "学法计划的调整",
    "plan_items": "学法计划",
    "policy": "考核办法",
    "posts": "任职情况",
    "practice_answers": "练习的回答",
    "practice_questions": "练习的题目",
    "practice_rounds": "练习",
    "proof_decisions": "学习证明的审核",
    "proofs": "学习证明",
    "quiz_attempts": "随堂测验",
    "result_cells": "每题得分",
    "results": "成绩",
    "roles": "角色",
    "sign_offs": "年度签署",
    "signed_people": "年度签署的个人部分",
    "training_invitations": "培训的邀请",
    "training_material_ends": "培训资料的撤下",
    "training_materials": "培训资料",
    "training_plans": "培训的安排",
    "training_sessions": "培训",
    "training_sign_ins": "培训签到",
    "training_states": "培训的状态",
    "training_withdrawals": "签到的撤销",
    "variants": "试卷的卷别",
}
_NO_TABLES = ("policy", "export", "audit_key")
"""What entries tell of besides rows."""

_COLUMNS = {
    "department_id": "部门",
    "ended_at": "停用",
    "enterprise_id": "企业",
    "industry": "行业",
    "login_key": "登录名",
    "login_name": "登录名",
    "name": "姓名或者名称",
    "password_hash": "密码",
    "roles": "角色",
}


def table_label(table: str) -> str:
    """Return what rows of a table are called, its own name for one that is new."""
    return _TABLES.get(table, table)


def subject_choices(subjects: list[str]) -> list[tuple[str, str]]:
    """Return subjects to choose from, each with its label."""
    return [(name, table_label(name)) for name in (*subjects, *_NO_TABLES)]


def detail_label(change: Change) -> str:
    """Return which columns were changed, in words."""
    words = [_COLUMNS.get(name) or table_label(name) for name in change.detail.split(",") if name]
    return "、".join(dict.fromkeys(words))
