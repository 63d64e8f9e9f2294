// Python itself with the module built in: what tests the module in builds whose code is not
// position-independent, so that no room is compiled twice. Takes the arguments of python3.
#include <Python.h>

extern "C" PyObject* PyInit__groundswell();

int main(int argc, char** argv) {
  if (PyImport_AppendInittab("_groundswell", &PyInit__groundswell) != 0) return 9;
  return Py_BytesMain(argc, argv);
}
