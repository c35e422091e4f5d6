"""Settings: from the environment, validated, described; the token is never shown."""

from pathlib import Path

import pytest

from config.settings import Settings, SettingsError, load, settings_table

TOKEN = "123456:abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_BOT_TOKEN_FILE"):
        monkeypatch.delenv(name, raising=False)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TRACUU_{name.upper()}", raising=False)


def test_defaults_need_no_environment() -> None:
    settings = load()
    assert settings.token() is None
    assert settings.access == "members"
    assert settings.telegram_api == "https://api.telegram.org"
    assert settings.data.name == "tracuu"
    assert settings.level == 20


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", f" {TOKEN}\n")
    monkeypatch.setenv("TRACUU_TELEGRAM_API", "http://127.0.0.1:8081/")
    monkeypatch.setenv("TRACUU_OWNER_IDS", "1, 22 333,")
    monkeypatch.setenv("TRACUU_ACCESS", "open")
    monkeypatch.setenv("TRACUU_LOG_LEVEL", "debug")
    monkeypatch.setenv("TRACUU_DATA", str(tmp_path))
    settings = load()
    assert settings.token() == TOKEN
    assert settings.telegram_api == "http://127.0.0.1:8081"
    assert settings.owner_ids == {1, 22, 333}
    assert (settings.access, settings.log_level, settings.data) == ("open", "DEBUG", tmp_path)
    assert load(data=tmp_path / "other").data == tmp_path / "other"


def test_the_token_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", str(path))
    assert load().token() == TOKEN


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRACUU_ACCESS", "everyone"),
        ("TRACUU_OWNER_IDS", "@nguyenvana"),
        ("TRACUU_TELEGRAM_API", "api.telegram.org"),
        ("TRACUU_LOG_LEVEL", "LOUD"),
        ("TRACUU_LLM_URL", "localhost:11434"),
        ("TRACUU_LLM_KEY", "chìa khóa"),
        ("TRACUU_LLM_KEY", "two\nlines"),
        ("TRACUU_LLM_SECONDS", "0"),
        ("TRACUU_LLM_SECONDS", "soon"),
        ("TRACUU_DATA", " "),
    ],
)
def test_a_bad_value_is_one_sentence_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load()
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("token", ["no-colon-secret", "12:se cret", "x:secret"])
def test_a_bad_token_is_refused_without_showing_it(
    monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    with pytest.raises(SettingsError) as caught:
        load().token()
    assert "cret" not in str(caught.value)
    assert token not in repr(load())


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"not a secret token"])
def test_a_bad_token_file(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "token"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        load(telegram_bot_token_file=path).token()
    assert "secret" not in str(caught.value)


def test_a_language_model_needs_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (load().llm_url, load().llm_model, load().llm_seconds) == ("", "", 20.0)
    monkeypatch.setenv("TRACUU_LLM_URL", "http://localhost:11434/v1/")
    with pytest.raises(SettingsError, match="TRACUU_LLM_MODEL"):
        load()
    monkeypatch.setenv("TRACUU_LLM_MODEL", "qwen3:8b")
    monkeypatch.setenv("TRACUU_LLM_KEY", " sk-secret \n")
    settings = load()
    assert (settings.llm_url, settings.llm_model) == ("http://localhost:11434/v1", "qwen3:8b")
    assert settings.llm_key.get_secret_value() == "sk-secret"
    assert "sk-secret" not in repr(settings)


def test_the_table_describes_every_setting() -> None:
    table = settings_table()
    assert table.count("\n") == len(Settings.model_fields) + 2
    assert "| `TELEGRAM_BOT_TOKEN` |" in table
    assert "| `TRACUU_TELEGRAM_API` |" in table
    assert str(Path.home()) not in table
