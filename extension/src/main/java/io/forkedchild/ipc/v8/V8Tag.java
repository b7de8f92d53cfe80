package io.forkedchild.ipc.v8;

/** The bytes that V8's format begins its values with. */
final class V8Tag {

    static final byte VERSION = (byte) 0xff;
    static final byte PADDING = 0;
    static final byte VERIFY_COUNT = '?';
    static final byte HOLE = '-';
    static final byte UNDEFINED = '_';
    static final byte NULL = '0';
    static final byte TRUE = 'T';
    static final byte FALSE = 'F';
    static final byte INT32 = 'I';
    static final byte UINT32 = 'U';
    static final byte DOUBLE = 'N';
    static final byte BIG_INT = 'Z';
    static final byte UTF8_STRING = 'S';
    static final byte ONE_BYTE_STRING = '"';
    static final byte TWO_BYTE_STRING = 'c';
    static final byte REFERENCE = '^';
    static final byte OBJECT = 'o';
    static final byte OBJECT_END = '{';
    static final byte DENSE_ARRAY = 'A';
    static final byte DENSE_ARRAY_END = '$';
    static final byte SPARSE_ARRAY = 'a';
    static final byte SPARSE_ARRAY_END = '@';
    static final byte DATE = 'D';
    static final byte TRUE_OBJECT = 'y';
    static final byte FALSE_OBJECT = 'x';
    static final byte NUMBER_OBJECT = 'n';
    static final byte BIG_INT_OBJECT = 'z';
    static final byte STRING_OBJECT = 's';
    static final byte REG_EXP = 'R';
    static final byte MAP = ';';
    static final byte MAP_END = ':';
    static final byte SET = '\'';
    static final byte SET_END = ',';
    static final byte ARRAY_BUFFER = 'B';
    static final byte RESIZABLE_ARRAY_BUFFER = '~';
    static final byte ARRAY_BUFFER_VIEW = 'V';
    static final byte HOST_OBJECT = '\\';
    static final byte ERROR = 'r';
    static final byte ERROR_MESSAGE = 'm';
    static final byte ERROR_CAUSE = 'c';
    static final byte ERROR_STACK = 's';
    static final byte ERROR_END = '.';

    private V8Tag() {}

    static boolean isString(byte tag) {
        return tag == ONE_BYTE_STRING || tag == TWO_BYTE_STRING || tag == UTF8_STRING;
    }

    /** The tag as a text shows it. */
    static String shown(byte tag) {
        return tag > ' ' && tag < 0x7f ? "'" + (char) tag + "'" : "0x%02x".formatted(tag & 0xff);
    }
}
