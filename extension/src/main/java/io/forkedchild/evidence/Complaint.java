package io.forkedchild.evidence;

import io.forkedchild.evidence.OutputLine.Kind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises lines with which programs say why they fail. */
final class Complaint {

    /** A class name with its packages or modules. */
    private static final String NAME = "[\\w$.:/-]*";

    /** Lines without any of these words are no complaints; looking for them is much faster than patterns are. */
    private static final List<String> WORDS = List.of(
            "error",
            "exception",
            "throwable",
            "fault",
            "interrupt",
            "exit",
            "cause",
            "suppressed",
            "panic",
            "recovered",
            "fatal",
            "terminate",
            "what()",
            "assert",
            "***",
            "sanitizer",
            "unhandled",
            "run failed",
            " line ",
            "severe",
            "critical",
            "emerg",
            "fail",
            "abort",
            "level",
            "traceback",
            "code: '",
            "econn",
            "eaddr",
            "enoent",
            "eacces",
            "eperm",
            "epipe",
            "eexist",
            "emfile",
            "enospc",
            "enotfound",
            "etimedout",
            "ehostunreach",
            "not found",
            "unbound",
            "parameter",
            "substitution",
            "denied",
            "no such",
            "already in use",
            "refused",
            "is a directory",
            "dumped",
            "illegal",
            "undefined",
            "out of memory",
            "cannot",
            "can't",
            "could not",
            "unable",
            "killed",
            "missing",
            "invalid",
            "not set",
            "not exist",
            "not permitted",
            "unexpected",
            "time",
            "goroutine");

    private static final Pattern NONE = Pattern.compile("(?i)\\b(?:0|no|without) (?:errors?|failures?|exceptions?)\\b");

    private static final Pattern CAUSE = Pattern.compile("^[\\s|]*(?:Caused by: |\\[cause]: )");

    private static final Pattern EXCEPTION = Pattern.compile("^[\\s|+]*(?:(?:Uncaught|Unhandled) )?" + NAME
            + "(?:Error|Exception|ExceptionGroup|Throwable|Fault|Interrupt|Exit)(?: \\[\\w+\\])?(?::|$| \\{$| \\()"
            + "|Exception in thread |\\bSuppressed: |\\bpanicked at |^\\s*panic: |\\[recovered]"
            + "|^fatal error: |^terminate called|^\\s*what\\(\\): |Assertion .{0,200}failed|^\\*\\*\\* .*\\*\\*\\*"
            + "|(?:ERROR|SUMMARY): \\w+Sanitizer|: runtime error: |\\bUnhandled(?:\\w*Rejection| exception)"
            + "|Application run failed|OutOfMemoryError|\\((?:\\w+::)*\\w*(?:Error|Exception|Interrupt)\\)$"
            + "|^\\S.* at \\S+ line \\d+(?:, <.*> (?:line|chunk) \\d+)?\\.?$");

    private static final Pattern REASON = Pattern.compile("\\b(?:ERROR|FATAL|SEVERE|CRITICAL|EMERG|PANIC)\\b"
            + "|(?i:\\b(?:error|fatal|panic|exception|failure|abort)(?:\\[\\w+\\])?['\"]?\\s?[:=])"
            + "|(?i:[\"']?level[\"']?\\s?[=:]\\s?[\"']?(?:error|fatal|critical|panic|50\\b|60\\b))"
            + "|APPLICATION FAILED TO START|Traceback \\(most recent call last\\)"
            + "|\\bcode: '[A-Z]|\\bE(?:CONN|ADDR|NOENT|ACCES|PERM|PIPE|EXIST|MFILE|NOSPC|NOTFOUND|TIMEDOUT|HOSTUNREACH)\\w*\\b"
            + "|not found$|unbound variable|parameter (?:not set|null)|[Ss]yntax error|[Bb]ad substitution"
            + "|Permission denied|No such file or directory|already in use|Connection refused|Is a directory"
            + "|[Ss]egmentation fault|[Cc]ore dumped|Bus error|Illegal instruction|Floating point exception"
            + "|\\bundefined (?:symbol|reference)|error while loading shared libraries|out of memory");

    private static final Pattern HINT = Pattern.compile(
            "(?i)\\b(?:fail(?:ed|ure|s|ing)?|cannot|can't|could not|unable|denied|refused|abort(?:ed|ing)?|killed|missing"
                    + "|invalid|illegal|not (?:found|set|exist|permitted)|unexpected|undefined|time[d -]?out|no such)\\b"
                    + "|^goroutine \\d+ \\[");

    private static final List<Pattern> STRONGEST_FIRST = List.of(CAUSE, EXCEPTION, REASON, HINT);
    private static final Kind[] KINDS = {Kind.CAUSE, Kind.EXCEPTION, Kind.REASON, Kind.HINT};

    /** Longer lines are looked at from their beginning only. */
    private static final int LONGEST = 1024;

    private Complaint() {}

    static Kind kind(String line) {
        var looked = line.substring(0, Math.min(line.length(), LONGEST));
        var lowerCase = looked.toLowerCase(Locale.ROOT);
        if (WORDS.stream().noneMatch(lowerCase::contains)) {
            return Kind.PLAIN;
        }
        for (int i = 0; i < KINDS.length; i++) {
            if (STRONGEST_FIRST.get(i).matcher(looked).find()) {
                return NONE.matcher(looked).find() ? Kind.PLAIN : KINDS[i];
            }
        }
        return Kind.PLAIN;
    }

    /** Where the words stand by which it was recognised; 0 for other lines. */
    static int place(String line) {
        var looked = line.substring(0, Math.min(line.length(), LONGEST));
        return STRONGEST_FIRST.stream()
                .map(pattern -> pattern.matcher(looked))
                .filter(Matcher::find)
                .findFirst()
                .map(Matcher::start)
                .orElse(0);
    }
}
