'use strict';
// What Node does on an IPC channel with serialization 'advanced', over stdin and stdout.
const v8 = require('v8');

class ChannelSerializer extends v8.DefaultSerializer {
  _writeHostObject(object) {
    if (ArrayBuffer.isView(object)) {
      this.writeUint32(0);
      return super._writeHostObject(object);
    }
    this.writeUint32(1);
    this.writeValue({ ...object });
  }
}

class ChannelDeserializer extends v8.DefaultDeserializer {
  _readHostObject() {
    return this.readUint32() === 0 ? super._readHostObject() : this.readValue();
  }
}

exports.serialize = (value) => {
  const serializer = new ChannelSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
};

exports.deserialize = (bytes) => {
  const deserializer = new ChannelDeserializer(bytes);
  deserializer.readHeader();
  return deserializer.readValue();
};

exports.frame = (bytes) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

exports.frames = (bytes) => {
  const frames = [];
  for (let at = 0; at < bytes.length; at += 4 + bytes.readUInt32BE(at)) {
    // A copy: Node reads strings of two bytes only where they are aligned.
    frames.push(Buffer.from(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at))));
  }
  return frames;
};
