"""Settings of tracuu: flat, described, validated; the only place that reads the environment.

Importing this module costs about 0.2 s (pydantic-settings): import it inside the function
that needs it, so that `--help` stays instant.
"""

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "TRACUU_"
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(Exception):
    """A setting cannot be used; `str()` is one Vietnamese sentence that names the variable."""


class Settings(BaseSettings):
    """Read from the environment; keyword arguments win. Raises `SettingsError` through `load`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, populate_by_name=True, frozen=True, hide_input_in_errors=True
    )

    telegram_bot_token: SecretStr | None = Field(
        default=None,
        validation_alias="TELEGRAM_BOT_TOKEN",
        description="Mã của bot do BotFather cấp; chỉ lệnh `tracuu bot` cần",
    )
    telegram_bot_token_file: Path | None = Field(
        default=None,
        validation_alias="TELEGRAM_BOT_TOKEN_FILE",
        description="Tệp chứa mã của bot, dùng thay cho `TELEGRAM_BOT_TOKEN`",
    )
    telegram_api: str = Field(
        default="https://api.telegram.org",
        description="Địa chỉ gốc của máy chủ Bot API, nếu tự dựng",
    )
    owner_ids: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(),
        description="Mã số Telegram của người quản trị, cách nhau bằng dấu phẩy hoặc dấu cách",
    )
    access: Literal["members", "open"] = Field(
        default="members",
        description="`members`: chỉ thành viên được hỏi; `open`: ai cũng hỏi được các bộ mở",
    )
    person_per_minute: int = Field(
        default=30,
        ge=0,
        le=1000,
        description="Số lần hỏi và bấm nút mỗi phút của một người; `0` là không giới hạn",
    )
    group_per_minute: int = Field(
        default=60,
        ge=0,
        le=10_000,
        description="Số lần hỏi và bấm nút mỗi phút trong một nhóm; `0` là không giới hạn",
    )
    data: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("tracuu")),
        description="Thư mục dữ liệu; mặc định là thư mục dữ liệu người dùng của hệ điều hành",
    )
    embedding_model: str = Field(
        default="",
        description="Mô hình nhúng: tên hoặc thư mục mà sentence-transformers đọc được; "
        "để trống là mô hình kèm sẵn",
    )
    memory_minutes: int = Field(
        default=30,
        ge=0,
        le=24 * 60,
        description="Số phút bot nhớ các câu vừa hỏi để hiểu câu nối tiếp; `0` là không nhớ",
    )
    llm_url: str = Field(
        default="",
        description="Địa chỉ máy chủ mô hình ngôn ngữ theo giao thức OpenAI, thường kết thúc bằng "
        "`/v1`; để trống là không dùng",
    )
    llm_model: str = Field(
        default="",
        validate_default=True,
        description="Tên mô hình ở máy chủ đó; cần có khi đặt `TRACUU_LLM_URL`",
    )
    llm_key: SecretStr = Field(
        default=SecretStr(""),
        description="Khóa của máy chủ đó, nếu nó đòi",
    )
    llm_seconds: float = Field(
        default=20.0,
        gt=0,
        le=300,
        description="Thời gian chờ mô hình nhiều nhất cho một câu trả lời, tính bằng giây",
    )
    webhook_url: str = Field(
        default="",
        description="Địa chỉ https mà Telegram gửi tin tới, thay cho việc bot tự hỏi tin; "
        "như `tracuu bot --webhook URL`",
    )
    webhook_port: int = Field(
        default=8080,
        ge=1,
        le=65535,
        description="Cổng ở 127.0.0.1 nhận tin từ proxy khi dùng webhook",
    )
    webhook_secret_file: Path | None = Field(
        default=None,
        description="Tệp chứa mã bí mật của webhook; để trống thì bot tự tạo và giữ trong thư mục "
        "dữ liệu",
    )
    metrics_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="Cổng ở 127.0.0.1 cho `/health` và `/metrics` (Prometheus); `0` là không mở",
    )
    log_format: Literal["text", "json"] = Field(
        default="text",
        description="`text`: nhật ký để đọc; `json`: mỗi dòng một đối tượng JSON",
    )
    log_level: str = Field(
        default="INFO",
        description="Mức ghi nhật ký: `DEBUG`, `INFO`, `WARNING` hoặc `ERROR`",
    )

    @field_validator("telegram_bot_token_file", "webhook_secret_file", mode="before")
    @classmethod
    def _token_file(cls, value: Any) -> Any:
        return value or None

    @field_validator("telegram_api", "llm_url", "webhook_url")
    @classmethod
    def _api(cls, value: str, info: ValidationInfo) -> str:
        if info.field_name != "telegram_api" and not value.strip():
            return ""
        parts = urlsplit(value.strip())
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("phải là địa chỉ bắt đầu bằng http:// hoặc https://")
        return value.strip().rstrip("/")

    @field_validator("owner_ids", mode="before")
    @classmethod
    def _ids(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        words = value.replace(",", " ").split()
        if not all(word.isascii() and word.isdigit() for word in words):
            raise ValueError("chỉ gồm các mã số, cách nhau bằng dấu phẩy hoặc dấu cách")
        return frozenset(int(word) for word in words)

    @field_validator("access", mode="before")
    @classmethod
    def _access(cls, value: Any) -> Any:
        if value not in ("members", "open"):
            raise ValueError("phải là members hoặc open")
        return value

    @field_validator("log_format", mode="before")
    @classmethod
    def _format(cls, value: Any) -> Any:
        if value not in ("text", "json"):
            raise ValueError("phải là text hoặc json")
        return value

    @field_validator("data", mode="before")
    @classmethod
    def _data(cls, value: Any) -> Any:
        if not str(value).strip():
            raise ValueError("không được để trống")
        return Path(value).expanduser()

    @field_validator("llm_model")
    @classmethod
    def _model(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("llm_url") and not value.strip():
            raise ValueError("cần có khi đã đặt TRACUU_LLM_URL")
        return value.strip()

    @field_validator("llm_key")
    @classmethod
    def _key(cls, value: SecretStr) -> SecretStr:
        key = value.get_secret_value().strip()
        if not (key.isascii() and (key + "x").isprintable()):
            raise ValueError("chỉ gồm chữ không dấu, số và ký hiệu")
        return SecretStr(key)

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.upper() not in LEVELS:
            raise ValueError("phải là một trong " + ", ".join(LEVELS))
        return value.upper()

    def token(self) -> str | None:
        """The bot's token from the variable or else the file; None where neither is set.

        Checked here and not on load: a wrong token must not stop `tracuu ask`.
        Raises `SettingsError` when the file cannot be read or the token has another form.
        """
        text = self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else ""
        if not text and self.telegram_bot_token_file:
            text = _read(self.telegram_bot_token_file, "TELEGRAM_BOT_TOKEN_FILE")
        text = text.strip()
        if text and not TOKEN.fullmatch(text):
            raise SettingsError(
                "TELEGRAM_BOT_TOKEN không đúng dạng mã do BotFather cấp "
                "(số, dấu hai chấm, chuỗi ký tự)."
            )
        return text or None

    def webhook_secret(self, kept: Callable[[], str]) -> str:
        """The webhook's secret from its file, or else `kept`. Raises `SettingsError`."""
        named = self.webhook_secret_file
        secret = _read(named, "TRACUU_WEBHOOK_SECRET_FILE").strip() if named else kept()
        if not WEBHOOK_SECRET.fullmatch(secret):
            raise SettingsError(
                "Mã bí mật của webhook phải dài 16 đến 256 ký tự, gồm chữ không dấu, số, "
                "dấu gạch ngang và gạch dưới."
            )
        return secret

    @property
    def level(self) -> int:
        """`log_level` as the number `logging` uses."""
        return logging.getLevelNamesMapping()[self.log_level]


def load(**overrides: Any) -> Settings:
    """The settings, with `overrides` (field names) winning over the environment.

    Raises `SettingsError` for the first value that cannot be used.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise SettingsError(f"{_variable(str(first['loc'][0]))} {_problem(first)}.") from None


def settings_table() -> str:
    """All settings as a Markdown table, for the README."""
    rows = ["| Biến | Ý nghĩa | Mặc định |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        rows.append(f"| `{_variable(name)}` | {field.description} | {_default(field.default)} |")
    return "\n".join(rows) + "\n"


def _read(path: Path, variable: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):  # the cause may quote the content: not chained
        raise SettingsError(f"{variable}: không đọc được tệp {path}.") from None


def _variable(name: str) -> str:
    if name not in Settings.model_fields:
        return name  # pydantic reports an aliased field by its alias
    return str(Settings.model_fields[name].validation_alias or PREFIX + name.upper())


def _problem(error: Any) -> str:
    cause = error.get("ctx", {}).get("error")
    return str(cause) if isinstance(cause, ValueError) else "có giá trị không hợp lệ"


def _default(value: object) -> str:
    if isinstance(value, float):
        return f"`{value:g}`"
    return f"`{value}`" if isinstance(value, str | int) and value != "" else ""
