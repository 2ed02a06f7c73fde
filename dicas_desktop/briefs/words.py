"""Words that stand on a brief, in English and Japanese.

The language of a paper is chosen for its readers and has nothing to do with the language of the window, so these words
have a table of their own. A text that the table lacks (a word of the record itself) is printed as it stands.
"""

LANGUAGES = ("en", "ja")

_JAPANESE = {
    # head and foot
    "Meeting brief": "会議資料",
    "When": "日時",
    "Where": "場所",
    "Forum": "枠組み",
    "Host": "主催",
    "Participants": "出席者",
    "Summary": "概要",
    "Status": "状況",
    "not recorded": "記録なし",
    "time not recorded": "時刻の記録なし",
    "date not recorded": "日付の記録なし",
    "zone not recorded": "時間帯の記録なし",
    "None recorded": "記録なし",
    "DRAFT": "DRAFT 案",
    "As of {day}": "{day}現在",
    "Prepared {moment} from journal {steps} · {digest}": "{moment}作成 · ジャーナル{steps} · {digest}",
    "Prepared {moment} from an empty journal": "{moment}作成 · ジャーナルなし",
    "Page {page} of {pages}": "{page} / {pages} ページ",
    # sections
    "At a glance": "要点",
    "Agenda": "議題",
    "Delegations": "代表団",
    "Decisions sought": "決定を求める事項",
    "Decisions taken": "決定事項",
    "Open actions": "未了の措置事項",
    "Open actions of {forum}": "未了の措置事項（{forum}）",
    "Commitments of the last meeting": "前回会合の約束事項",
    "Repair schedules": "修理日程",
    "Co-production figures": "共同生産の実績と目標",
    "Supply risks": "供給上のリスク",
    "Sources": "出典",
    # at a glance
    "decisions sought": "件の決定を求める",
    "decisions taken": "件を決定",
    "{n} late": "{n}件遅延",
    "of {n} actions due before the 2+2": "2+2前に期限の措置{n}件のうち",
    "of {n} open actions; no 2+2 on record after this day": "未了の措置{n}件のうち（以後の2+2は記録なし）",
    "n/a": "該当なし",
    "worst forecast slip": "見通しの最大の遅れ",
    "forecast slip: no forecast recorded": "見通しの遅れ（見通しの記録なし）",
    "to the 2+2 ({day})": "2+2（{day}）まで",
    "no 2+2 on record after this day": "以後の2+2は記録なし",
    "{n} d": "{n}日",
    # agenda, decisions
    "Time": "時刻",
    "No.": "番号",
    "Item": "項目",
    "Lead": "担当",
    "Concerns": "関係",
    "Ref": "番号",
    "Decision": "決定",
    "Times of the agenda are not recorded.": "議題の時刻は記録なし。",
    "For decision": "決定を求める",
    "Proposed": "提案",
    "Agreed": "合意",
    "Superseded": "置換え済み",
    "Implemented": "実施済み",
    "Withdrawn": "取下げ",
    # people
    "not named": "氏名の記録なし",
    "Head": "代表",
    "{n} people": "{n}名",
    # actions
    "Action": "措置",
    "Due": "期限",
    "Overdue": "期限超過",
    "Due before the 2+2 ({day})": "2+2（{day}）前に期限",
    "Later": "それ以後に期限",
    "With a date": "期限あり",
    "No date": "期限なし",
    "{n} d late": "{n}日遅延",
    "{n} d late, outcome not recorded": "{n}日経過、結果の記録なし",
    "no date": "期限なし",
    "Both sides": "日米双方",
    "Open": "未着手",
    "In progress": "進行中",
    "Blocked": "停滞",
    "Partly done": "一部完了",
    "Done": "完了",
    "Cancelled": "中止",
    "Not recorded": "記録なし",
    "{title}, {day}": "{title}（{day}）",
    ", ": "、",
    # repairs
    "Ship not named": "艦名の記録なし",
    "Aircraft not named": "機種の記録なし",
    "{start} – {end}": "{start} – {end}",
    "start not recorded": "開始の記録なし",
    "end not recorded": "終了の記録なし",
    "start or end not recorded": "開始または終了の記録なし",
    "dates not recorded": "日付の記録なし",
    "outcome not recorded": "結果の記録なし",
    "late": "遅延",
    "today": "本日",
    "meeting": "会合",
    "baseline": "当初計画",
    "forecast or plan": "見通し・計画",
    "done": "実施済み",
    "day not known": "日付不詳",
    "goes on outside": "表示期間外に続く",
    "Not in the chart: outside its months or without dates": "図の期間外、または日付のないもの",
    "Not in the chart: outside its months or without dates ({shown} of {all} listed)": (
        "図の期間外、または日付のないもの（{all}件中{shown}件）"
    ),
    # production and supply
    "{unit} a year": "{unit}／年",
    "{unit} in total": "{unit}（合計）",
    "Target": "目標",
    "Delivery target": "引渡し目標",
    "Contract": "契約",
    "Approved sale": "売却承認",
    "Capacity target": "能力目標",
    "Output": "実績",
    "Deliveries": "引渡し",
    "Share of the contract delivered": "契約のうち引渡し済み",
    "about {n}": "約{n}",
    "at least {n}": "{n}以上",
    "more than {n}": "{n}超",
    "up to {n}": "{n}以下",
    "about half": "約半数",
    "two to four times": "2～4倍",
    "target": "目標",
    "output": "実績",
    "no official source": "公式の出典なし",
    "missiles": "発",
    "aircraft": "機",
    "seekers": "シーカー",
    "percent increase": "％増",
    "Supplier": "供給者",
    "Constraint": "制約",
    "Constrained": "制約あり",
    "In development": "開発中",
    "Study": "検討中",
    "Available": "利用可能",
    # sources
    "Official": "公式",
    "Press": "報道",
    "Repost": "転載",
    "Secondary": "二次資料",
    # warnings
    "The meeting has no date.": "会合の日付の記録がない。",
    "No head of delegation is recorded: {side}.": "代表団の代表の記録がない：{side}。",
    "{ref}: {problem}": "{ref}：{problem}",
    # countries
    "United States": "米国",
    "Japan": "日本",
    "Both": "日米双方",
    "Australia": "オーストラリア",
    "Canada": "カナダ",
    "Germany": "ドイツ",
    "France": "フランス",
    "United Kingdom": "英国",
    "Indonesia": "インドネシア",
    "India": "インド",
    "Italy": "イタリア",
    "Republic of Korea": "韓国",
    "Malaysia": "マレーシア",
    "Netherlands": "オランダ",
    "New Zealand": "ニュージーランド",
    "Philippines": "フィリピン",
    "Singapore": "シンガポール",
    "Thailand": "タイ",
    "Taiwan": "台湾",
    "Viet Nam": "ベトナム",
    # kinds of work
    "Availability": "定期修理",
    "Restricted availability": "限定定期修理",
    "Docking": "入渠",
    "Private yard repair": "民間造船所修理",
    "Pierside repair": "岸壁修理",
    "Depot maintenance": "デポ整備",
    "Depot contract": "デポ整備契約",
    "Depot availability": "デポ修理",
    "Engine depot": "エンジンデポ",
    "Collision repair": "衝突損傷修理",
    "Fire repair": "火災修理",
    "Underwater ship husbandry": "水中整備",
}


def say(text: str, language: str) -> str:
    """Return the text in the language of the brief; in Japanese a text without translation stays as it is."""
    return _JAPANESE.get(text, text) if language == "ja" else text


def has_japanese(text: str) -> bool:
    """Tell whether the table holds the text."""
    return text in _JAPANESE


def choice_words(value: str | None) -> str:
    """Return the English words of a stored value of a closed list: in_progress is "In progress"."""
    if not value:
        return ""
    return "Not recorded" if value == "unknown" else value[:1].upper() + value[1:].replace("_", " ")
