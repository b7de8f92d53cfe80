package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpawnRequestTest {

    @Test
    void argumentsArriveAsTheyAre() {
        try (Child child = Child.sh("printf '[%s]' \"$@\"", "", "a b", "$HOME", "'\"\n")) {
            assertThat(child.output()).isEqualTo("[][a b][$HOME]['\"\n]");
        }
    }

    @Test
    void argumentsAndVariablesTravelAsUtf8WhateverTheLocale() {
        List<String> environment = List.of("PATH=/usr/bin:/bin", "LC_ALL=C", "LANG=C", "WORD=größe");

        try (Child child = Child.of(slots -> new SpawnRequest(
                "/bin/sh",
                List.of("sh", "-c", "printf '%s %s' \"$1\" \"$WORD\"", "sh", "naïve 日本 🐣"),
                environment,
                Optional.empty(),
                slots,
                false))) {
            assertThat(child.output()).isEqualTo("naïve 日本 🐣 größe");
        }
    }

    @Test
    void environmentIsExactlyTheGivenOne() {
        try (Child child = Child.of(slots -> new SpawnRequest(
                "/usr/bin/env", List.of("env"), List.of("A=1", "B=", "C=x=y"), Optional.empty(), slots, false))) {
            assertThat(child.output()).isEqualTo("A=1\nB=\nC=x=y\n");
        }
    }

    @Test
    void firstArgumentNeedNotBeThePath() {
        try (Child child = Child.of(slots -> new SpawnRequest(
                "/bin/sh", List.of("another-name", "-c", "echo $0"), List.of(), Optional.empty(), slots, false))) {
            assertThat(child.output()).isEqualTo("another-name\n");
        }
    }

    @Test
    void childStartsInItsWorkingDirectory(@TempDir Path directory) throws IOException {
        try (Child child = Child.shIn(directory, "pwd -P")) {
            assertThat(child.output()).isEqualTo(directory.toRealPath() + "\n");
        }
    }

    @Test
    void relativePathMeansTheWorkingDirectory(@TempDir Path directory) throws IOException {
        executable(directory.resolve("hello"), "#!/bin/sh\necho hello");

        try (Child child =
                Child.of(slots -> Child.request("./hello", List.of(), Optional.of(directory.toString()), slots))) {
            assertThat(child.output()).isEqualTo("hello\n");
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void childThatCannotStartSaysWhy(String what, String errno, String path, List<String> arguments, String cwd) {
        SpawnRequest request = Child.request(path, arguments, Optional.of(cwd), List.of());

        assertThatExceptionOfType(PosixException.class)
                .as(what)
                .isThrownBy(request::spawn)
                .satisfies(exception -> {
                    assertThat(exception.call()).isEqualTo("posix_spawn");
                    assertThat(exception.errnoName()).isEqualTo(errno);
                });
    }

    static Stream<Arguments> childThatCannotStartSaysWhy(@TempDir Path directory) throws IOException {
        Path plain = Files.writeString(directory.resolve("plain"), "text");
        Path garbage = executable(directory.resolve("garbage"), "no program");
        return Stream.of(
                Arguments.of("missing program", "ENOENT", "/nowhere/program", List.of(), "/"),
                Arguments.of("program not searched for in PATH", "ENOENT", "sh", List.of(), "/"),
                Arguments.of("empty path", "ENOENT", "", List.of(), "/"),
                Arguments.of("not executable", "EACCES", plain.toString(), List.of(), "/"),
                Arguments.of("a directory", "EACCES", "/", List.of(), "/"),
                Arguments.of("neither binary nor script", "ENOEXEC", garbage.toString(), List.of(), "/"),
                Arguments.of("missing cwd", "ENOENT", "/bin/true", List.of(), "/nowhere"),
                Arguments.of("cwd is a file", "ENOTDIR", "/bin/true", List.of(), plain.toString()),
                Arguments.of("argument too long", "E2BIG", "/bin/true", List.of("x".repeat(1 << 18)), "/"));
    }

    @Test
    void listsAreCopied() {
        var request = Child.request("/bin/true", List.of("a"), Optional.empty(), List.of());

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> request.argv().add("b"));
        assertThat(request.argv()).containsExactly("/bin/true", "a");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void nulIsRefused(String message, String path, String argument, String variable, String cwd) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpawnRequest(
                        path, List.of(argument), List.of(variable), Optional.of(cwd), List.of(), false))
                .withMessage(message);
    }

    static Stream<Arguments> nulIsRefused() {
        return Stream.of(
                Arguments.of("path contains a NUL: \"p\\0q\"", "p\0q", "a", "K=V", "/"),
                Arguments.of("argument contains a NUL: \"a\\0\"", "p", "a\0", "K=V", "/"),
                Arguments.of("environment entry contains a NUL: \"K=\\0V\"", "p", "a", "K=\0V", "/"),
                Arguments.of("cwd contains a NUL: \"/\\0\"", "p", "a", "K=V", "/\0"));
    }

    @Test
    void emptyArgvIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new SpawnRequest("/bin/true", List.of(), List.of(), Optional.empty(), List.of(), false))
                .withMessage("argv is empty: /bin/true");
    }

    @Test
    void closedSlotIsRefused() {
        Fd closed = Fd.open("/dev/null", Fd.O_RDWR, 0);
        closed.close();
        SpawnRequest request = Child.request("/bin/true", List.of(), Optional.empty(), List.of(Optional.of(closed)));

        assertThatIllegalStateException().isThrownBy(request::spawn);
    }

    private static Path executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
