/** Tests in a module of their own, which read the extension as a module. */
open module greeting.tests {
    requires greeting;
    requires io.forkedchild;
    requires org.junit.jupiter.api;
}
