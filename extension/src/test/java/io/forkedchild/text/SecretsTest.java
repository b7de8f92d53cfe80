package io.forkedchild.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a secret by its name or its form, and what only looks alike. */
class SecretsTest {

    private final Secrets secrets = new Secrets(Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TOKEN", "GITHUB_TOKEN", "token", "npm.authToken", "PASSWORD", "PGPASSWORD", "DB_PASSWD", "MYSQL_PWD",
                "keyStorePassword", "SECRET", "AWS_SECRET_ACCESS_KEY", "API_KEY", "X-Api-Key", "apikey", "KEY", "AUTH",
                "DOCKER_AUTH_CONFIG", "CREDENTIALS", "PASSPHRASE", "PASSWORD_2", "DB_PASS", "SSHPASS"
            })
    void nameOfASecret(String name) {
        assertThat(SecretNames.hideValue(name, "hunter2-hunter2")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "KEYBOARD|us-intl",
                "MONKEY|banana",
                "SSH_AUTH_SOCK|/tmp/agent.1",
                "KEY_FILE|server.pem",
                "PWD|/home/me",
                "OLDPWD|/home/me",
                "AUTHOR|somebody",
                "TOKENIZERS_PARALLELISM|false",
                "MAX_TOKENS|4096",
                "AUTH|true",
                "KEY|/etc/key.pem",
                "GOOGLE_APPLICATION_CREDENTIALS|/etc/gcp.json",
                "PUBLIC_KEY|ssh-rsa",
                "TOKEN_URL|https://example.org",
                "PASSENGER|someone",
                "COMPASS|north-west",
                "PASSWORD|''",
                "HOKEY|pokey"
            },
            delimiter = '|')
    void nameThatOnlyLooksAlike(String name, String value) {
        assertThat(SecretNames.hideValue(name, value)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "tool --password=x|tool --password=***",
                "tool --token x y|tool --token *** y",
                "tool --api-key=abc -v|tool --api-key=*** -v",
                "java -Ddb.password=x Main|java -Ddb.password=*** Main",
                "env TOKEN=x tool|env TOKEN=*** tool",
                "curl -u me:x host|curl -u me:*** host",
                "sshpass -p x ssh host|sshpass -p *** ssh host",
                "/usr/bin/mysql -px db|/usr/bin/mysql -p*** db",
                "psql postgres://me:p@ss@host/db|psql postgres://me:***@host/db",
                "git clone https://ghp_0123456789abcdef@github.com/a|git clone https://***@github.com/a"
            },
            delimiter = '|')
    void argumentThatIsASecret(String command, String masked) {
        assertThat(String.join(" ", SecretWords.masked(Arrays.asList(command.split(" ")))))
                .isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh -p 2222 host",
                "tool --keyboard=us",
                "tool --token -v",
                "git clone ssh://git@host/a",
                "sort --key=2",
                "tool --key /etc/key.pem",
                "curl http://localhost:8080/a@b",
                "tool --max-tokens=4096",
                "tool --token-file x",
                "tool --password-stdin x"
            })
    void argumentThatOnlyLooksAlike(String command) {
        assertThat(String.join(" ", SecretWords.masked(Arrays.asList(command.split(" ")))))
                .isEqualTo(command);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "tool --password=x; true|tool --password=***; true",
                "tool --token 'a b' c|tool --token '***' c",
                "PASSWORD=x tool|PASSWORD=*** tool",
                "tool --token $TOKEN|tool --token $TOKEN",
                "tool --token \"$TOKEN\"|tool --token \"$TOKEN\"",
                "for key in a; do key=b; done|for key in a; do key=b; done",
                "curl -H \"Authorization: Bearer abc\" h|curl -H \"Authorization: Bearer ***\" h",
                "curl -H \"X-Api-Key: abc\" h|curl -H \"X-Api-Key: ***\" h"
            },
            delimiter = '|',
            quoteCharacter = '\0')
    void scriptWithASecret(String script, String masked) {
        assertThat(SecretWords.masked(List.of("sh", "-c", script)).get(2)).isEqualTo(masked);
    }

    @Test
    void knownValueIsMaskedWhereverItStands() {
        secrets.add(
                List.of("tool", "--password=hunter2"), Map.of("API_KEY", "k-12345", "KEY", "abc", "HOME", "/home/me"));

        assertThat(secrets.masked("hunter2 <hunter2> k-12345 abc /home/me")).isEqualTo("*** <***> *** abc /home/me");
    }

    @Test
    void valueThatIsCutOrBrokenIntoLinesIsMasked() {
        secrets.add(List.of("tool"), Map.of("TOKEN", "abcdefghijklmnop"));

        assertThat(secrets.masked("x abcdefg… y abcdefgh\n            ijklmnop z 'abcd'\\\n'efghijklmnop'"))
                .isEqualTo("x ***… y *** z '***'");
    }

    @Test
    void valueIsMaskedAsItIsEscaped() {
        secrets.add(
                List.of("tool"),
                Map.of("TOKEN", "it's \"se\\cret\"", "KEY", "-----BEGIN-----\nMIIEvQIBADAN\n-----END-----"));

        assertThat(secrets.masked("'it'\\''s \"se\\cret\"' \"it's \\\"se\\\\cret\\\"\" MIIEvQIBADAN"))
                .isEqualTo("'***' \"***\" ***");
    }

    @Test
    void textHasNoCredentialsOfUrlsAndHeaders() {
        assertThat(secrets.masked(
                        "at redis://:pw@host, authorization: Bearer abc.def, {\"Authorization\":\"Basic eA==\"}"))
                .isEqualTo("at redis://:***@host, authorization: Bearer ***, {\"Authorization\":\"Basic ***\"}");
    }

    @Test
    void longWordsTakeLittleTimeAndStack() {
        var words =
                List.of("tool", "a-".repeat(60_000), "a.".repeat(60_000), "a=".repeat(60_000), "--a ".repeat(30_000));

        assertThat(SecretWords.masked(words)).isEqualTo(words);
        assertThat(secrets.masked(String.join(" ", words))).hasSizeGreaterThan(300_000);
    }

    @Test
    void ownPatternIsForTextAndForNames() {
        var own = new Secrets(Optional.of(Pattern.compile("INTERNAL_\\w+|cust-\\d+")));
        own.add(List.of("tool"), Map.of("INTERNAL_ID", "blue-moon"));

        assertThat(own.masked("blue-moon of cust-4711")).isEqualTo("*** of ***");
    }

    @Test
    void maskedTextIsNotMaskedAgain() {
        secrets.add(List.of("tool"), Map.of("TOKEN", "abcdefghijklmnop"));
        var masked = secrets.masked("https://me:pw@host Authorization: Bearer abc abcdefghijklmnop");

        assertThat(secrets.masked(masked)).isEqualTo(masked);
    }
}
