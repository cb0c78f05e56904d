"""The words of the forms that ``glossary serve --edit`` puts on the pages, and of what answers them."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    # the forms
    "edit": {"en": "Edit", "zh": "编辑"},
    "explanation-in": {"en": "Explanation in {language}", "zh": "{language}的解释"},
    "none-yet": {"en": "none yet", "zh": "还没有"},
    "how-to-write": {
        "en": "Markdown; [[slug]] or [[name]] links to another term.",
        "zh": "用Markdown写；[[slug]]或[[名称]]链接到另一词条。",
    },
    "save": {"en": "Save", "zh": "保存"},
    "open-in-editor": {"en": "Open in VS Code", "zh": "在VS Code中打开"},
    "suggestions-way": {"en": "Suggestions: which terms may be missing", "zh": "候选词条：可能还缺哪些词条"},
    "term-kind": {"en": "Kind", "zh": "种类"},
    "kind-open": {"en": "not sure", "zh": "未定"},
    "name-in": {"en": "Name in {language}", "zh": "{language}名称"},
    "names-and-explanation": {"en": "Names and explanation", "zh": "名称和解释"},
    "add": {"en": "Add", "zh": "加入"},
    "add-named": {"en": "Add {name}", "zh": "加入{name}"},
    "ignore": {"en": "Ignore", "zh": "忽略"},
    "ignore-named": {"en": "Ignore {name}", "zh": "忽略{name}"},
    "add-searched": {"en": "Add it to the glossary", "zh": "加入词汇表"},
    # what was done
    "saved-soon": {
        "en": "Saved. The page shows it as soon as it is built.",
        "zh": "已保存，生成之后本页就会更新。",
    },
    "saved-now": {"en": "Saved, and shown below.", "zh": "已保存，显示在下面。"},
    "saved-same": {"en": "The file says so already; nothing has changed.", "zh": "文件里本来就是这样，没有改动。"},
    "added-soon": {
        "en": "Added. The page shows it as soon as it is built.",
        "zh": "已加入，生成之后本页就会更新。",
    },
    "added-now": {"en": "Added:", "zh": "已加入："},
    "ignored-soon": {
        "en": "Ignored for good. It leaves this list as soon as that is built.",
        "zh": "已忽略，以后不再建议；生成之后就会从这里消失。",
    },
    "ignored-now": {"en": "Ignored for good.", "zh": "已忽略，以后不再建议。"},
    # why it was not
    "not-saved": {"en": "Not saved", "zh": "没有保存"},
    "file-stays": {
        "en": "The file stays as it is, and here is what you wrote.",
        "zh": "文件没有改动，你写的都在下面。",
    },
    "is-blank": {
        "en": "The explanation is blank. Write one, or delete the old one in the file.",
        "zh": "解释是空的。请写上几句，或到文件里删除旧的解释。",
    },
    "no-name": {"en": "A term needs a name in one language at least.", "zh": "词条至少要有一种语言的名称。"},
    "held-nul": {
        "en": "There was a NUL character in it, which a file of terms cannot hold. It is left out here; save again.",
        "zh": "里面有一个NUL字符，词条文件不能保存它。这里已经去掉，请再保存一次。",
    },
    "too-long": {
        "en": "That is {n} characters; a form takes {most} of them at most.",
        "zh": "共{n}个字符，表单最多收{most}个。",
    },
    "too-large": {
        "en": "That is more than a form takes, and nothing was saved. Go back to your text and shorten it, "
        "or write it into the file.",
        "zh": "内容超过了表单的限度，没有保存。请退回去缩短，或直接写进文件。",
    },
    "sent-from-elsewhere": {
        "en": "This was not sent by a form of this server, so nothing was saved. If you wrote something, go back, "
        "copy it, and open the page anew.",
        "zh": "这不是由本服务器的表单发来的，没有保存。如果你写了东西，请退回去复制下来，再重新打开那一页。",
    },
    "opened-before": {
        "en": "The page was opened before the server was started. Save again.",
        "zh": "那一页是在服务器启动之前打开的，请再保存一次。",
    },
    "changed-meanwhile": {"en": "Changed meanwhile", "zh": "其间有改动"},
    "changed-how": {
        "en": "This explanation has been changed since you opened the page. Neither text is lost: keep the one in the "
        "file, or save yours in its place, with what you take over from the other.",
        "zh": "你打开页面之后，这条解释有了改动。两份文字都在这里：可以保留文件里的，"
        "也可以把其中有用的抄过来，再存你的。",
    },
    "in-the-file": {"en": "In the file now", "zh": "文件里现在是"},
    "yours": {"en": "Yours", "zh": "你写的"},
    "save-mine": {"en": "Save mine", "zh": "保存我的"},
    "keep-theirs": {"en": "Keep what is in the file", "zh": "保留文件里的"},
}
